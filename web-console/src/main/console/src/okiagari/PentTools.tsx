import { ToggleGroup, ToggleGroupItem, ToolbarItem } from '@patternfly/react-core'
import { useMemo, type FunctionComponent } from 'react'
import { ChoiceFilter, WordsFilter } from './Filters'
import { useTexts } from './i18n/language'
import type { Shown } from './rows'
import { needsYou, STATES } from './states'
import type { Pent } from './types'

type Props = { readonly shown: Shown; readonly pents: readonly Pent[]; readonly onShown: (shown: Shown) => void }

const byName = new Intl.Collator(undefined, { numeric: true })

/** States that are there, with how many; and the one that is chosen, even when nothing is in it any more. */
const statesOf = (pents: readonly Pent[], chosen: string): [string, number][] => {
  const counts = new Map<string, number>(STATES.map(state => [state, 0]))
  for (const { procSts } of pents) {
    counts.set(procSts, (counts.get(procSts) ?? 0) + 1)
  }
  return [...counts].filter(([state, n]) => n > 0 || state === chosen)
}

/** Search, and which states and pchecks are shown. */
export const PentTools: FunctionComponent<Props> = ({ shown, pents, onShown }) => {
  const texts = useTexts()
  const states = useMemo(() => statesOf(pents, shown.state), [pents, shown.state])
  const pchecks = useMemo(() => [...new Set(pents.map(pent => pent.pcheck))].sort(byName.compare), [pents])
  const needYou = useMemo(() => pents.filter(needsYou).length, [pents])
  return (
    <>
      <WordsFilter
        label={texts.filterLabel}
        placeholder={texts.filter}
        testId="okiagari-filter"
        words={shown.words}
        onWords={words => {
          onShown({ ...shown, words })
        }}
      />
      <ToolbarItem>
        <ToggleGroup aria-label={texts.showLabel}>
          {[false, true].map(onlyNeedYou => (
            <ToggleGroupItem
              key={String(onlyNeedYou)}
              text={onlyNeedYou ? texts.showNeedYou(needYou) : texts.showAll}
              isSelected={shown.onlyNeedYou === onlyNeedYou}
              buttonId={onlyNeedYou ? 'okiagari-show-need-you' : 'okiagari-show-all'}
              onChange={() => {
                onShown({ ...shown, onlyNeedYou })
              }}
            />
          ))}
        </ToggleGroup>
      </ToolbarItem>
      <ChoiceFilter
        label={texts.stateFilterLabel}
        any={texts.anyState}
        testId="okiagari-state-filter"
        chosen={shown.state}
        choices={states.map(([state, n]) => ({ value: state, label: texts.stateFilter(state, n) }))}
        onChosen={state => {
          onShown({ ...shown, state })
        }}
      />
      {pchecks.length < 2 ? null : (
        <ChoiceFilter
          label={texts.pcheckFilterLabel}
          any={texts.anyPcheck}
          testId="okiagari-pcheck-filter"
          chosen={shown.pcheck}
          choices={pchecks.map(pcheck => ({ value: pcheck, label: pcheck }))}
          onChosen={pcheck => {
            onShown({ ...shown, pcheck })
          }}
        />
      )}
    </>
  )
}
