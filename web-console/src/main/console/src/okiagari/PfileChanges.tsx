import { Alert, List, ListItem } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { FirstOf } from './FirstOf'
import { useTexts } from './i18n/language'
import type { Pfile, Problem } from './types'

const ProblemLine: FunctionComponent<{ problem: Problem }> = ({ problem }) => {
  const texts = useTexts()
  return (
    <>
      {problem.line === 0 ? texts.pfileWhole : texts.line(problem.line)}: {problem.what}
      {problem.seen === '' ? null : <code className="okiagari-seen">{problem.seen}</code>}
    </>
  )
}

/** Every problem of a pfile, errors first. */
export const PfileProblems: FunctionComponent<{ pfile: Pfile }> = ({ pfile }) => {
  const texts = useTexts()
  const errors = pfile.problems.filter(problem => problem.error)
  const warnings = pfile.problems.filter(problem => !problem.error)
  const all = [
    { variant: 'danger', title: texts.pfileBad(errors.length), problems: errors },
    { variant: 'warning', title: texts.pfileWarnings(warnings.length), problems: warnings },
  ] as const
  return all
    .filter(({ problems }) => problems.length > 0)
    .map(({ variant, title, problems }) => (
      <Alert key={variant} isInline variant={variant} title={title} data-testid={`pfile-${variant}`}>
        <List isPlain>
          <FirstOf items={problems}>
            {problem => (
              <ListItem key={`${problem.line} ${problem.what} ${problem.seen}`}>
                <ProblemLine problem={problem} />
              </ListItem>
            )}
          </FirstOf>
        </List>
      </Alert>
    ))
}

/** What a reload would change, said before it is done. */
export const PfileChanges: FunctionComponent<{ pfile: Pfile }> = ({ pfile }) => {
  const texts = useTexts()
  if (!pfile.usable) {
    return <p className="okiagari-quiet">{texts.changesUnknown}</p>
  }
  if (pfile.changes.length === 0) {
    return <p data-testid="pfile-no-changes">{texts.noChanges}</p>
  }
  return (
    <List isPlain isBordered data-testid="pfile-changes">
      <FirstOf items={pfile.changes}>
        {change => (
          <ListItem key={change} className="okiagari-code">
            {change}
          </ListItem>
        )}
      </FirstOf>
    </List>
  )
}
