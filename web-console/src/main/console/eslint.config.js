import eslint from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const NO_DEFAULT = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }
const NO_HTML = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Names and messages come from outside: text nodes only.',
}

export default tseslint.config(
  { ignores: ['node_modules', 'stubs', 'eslint.config.js'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  hooks.configs.flat['recommended-latest'],
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['build/plugin.mjs'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', 250],
      'no-restricted-syntax': ['error', NO_DEFAULT, NO_HTML],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  { files: ['vite.config.ts', 'build/no-editor.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
