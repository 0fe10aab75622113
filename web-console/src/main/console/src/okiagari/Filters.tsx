import { FormSelect, FormSelectOption, SearchInput, ToolbarItem } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'

type WordsProps = {
  readonly label: string
  readonly placeholder: string
  readonly testId: string
  readonly words: string
  readonly onWords: (words: string) => void
}

/** The words that a table is searched for. */
export const WordsFilter: FunctionComponent<WordsProps> = ({ label, placeholder, testId, words, onWords }) => (
  <ToolbarItem>
    <SearchInput
      className="okiagari-filter"
      aria-label={label}
      placeholder={placeholder}
      value={words}
      data-testid={testId}
      onChange={(_event, present) => {
        onWords(present)
      }}
      onClear={() => {
        onWords('')
      }}
    />
  </ToolbarItem>
)

type ChoiceProps = {
  readonly label: string
  readonly any: string
  readonly testId: string
  readonly chosen: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChosen: (value: string) => void
}

/** One of several, or any, which is the empty text. */
export const ChoiceFilter: FunctionComponent<ChoiceProps> = ({ label, any, testId, chosen, choices, onChosen }) => (
  <ToolbarItem>
    <FormSelect
      className="okiagari-select"
      aria-label={label}
      value={chosen}
      data-testid={testId}
      onChange={(_event, value) => {
        onChosen(value)
      }}
    >
      <FormSelectOption value="" label={any} />
      {choices.map(choice => (
        <FormSelectOption key={choice.value} value={choice.value} label={choice.label} />
      ))}
    </FormSelect>
  </ToolbarItem>
)
