import { Alert } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { useTexts } from './i18n/language'
import { PfileProblems } from './PfileChanges'
import type { Pfile, Problem } from './types'

/** More lines than this are not drawn. */
const MOST_LINES = 2_000

const Line: FunctionComponent<{ line: string; number: number; problems: readonly Problem[] }> = ({ line, number, problems }) => {
  const texts = useTexts()
  const isBad = problems.some(problem => problem.error)
  return (
    <>
      <span
        className={problems.length === 0 ? 'okiagari-line' : isBad ? 'okiagari-line okiagari-bad' : 'okiagari-line okiagari-odd'}
        data-line={number}
        data-bad={isBad || undefined}
      >
        {`${line}\n`}
      </span>
      {problems.map(problem => (
        <span key={problem.what} className="okiagari-mark" data-testid="pfile-mark">
          {`${problem.error ? texts.pfileError : texts.pfileWarning}: ${problem.what}\n`}
        </span>
      ))}
    </>
  )
}

/** The pfile with line numbers, and each problem under its line. */
export const PfileText: FunctionComponent<{ pfile: Pfile }> = ({ pfile }) => {
  const texts = useTexts()
  const marked = new Map<number, Problem[]>()
  for (const problem of pfile.problems) {
    marked.set(problem.line, [...(marked.get(problem.line) ?? []), problem])
  }
  const lines = pfile.text.replace(/\n$/, '').split('\n')
  return (
    <>
      {pfile.problems.length === 0 ? (
        <Alert isInline isPlain variant="success" title={texts.pfileGood} data-testid="pfile-good" />
      ) : (
        <PfileProblems pfile={pfile} />
      )}
      <pre className="okiagari-text okiagari-pfile" tabIndex={0} aria-label={texts.pfileHead} data-testid="pfile-text">
        {lines.slice(0, MOST_LINES).map((line, i) => (
          <Line key={i} line={line} number={i + 1} problems={marked.get(i + 1) ?? []} />
        ))}
      </pre>
      {pfile.whole && lines.length <= MOST_LINES ? null : <p className="okiagari-quiet">{texts.pfileCut}</p>}
    </>
  )
}
