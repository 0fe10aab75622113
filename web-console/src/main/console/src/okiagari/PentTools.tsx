import { FormSelect, FormSelectOption, SearchInput, ToggleGroup, ToggleGroupItem, ToolbarItem } from '@patternfly/react-core'
import { useMemo, type FunctionComponent } from 'react'
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
      <ToolbarItem>
        <SearchInput
          className="okiagari-filter"
          aria-label={texts.filterLabel}
          placeholder={texts.filter}
          value={shown.words}
          data-testid="okiagari-filter"
          onChange={(_event, words) => {
            onShown({ ...shown, words })
          }}
          onClear={() => {
            onShown({ ...shown, words: '' })
          }}
        />
      </ToolbarItem>
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
      <ToolbarItem>
        <FormSelect
          className="okiagari-select"
          aria-label={texts.stateFilterLabel}
          value={shown.state}
          data-testid="okiagari-state-filter"
          onChange={(_event, state) => {
            onShown({ ...shown, state })
          }}
        >
          <FormSelectOption value="" label={texts.anyState} />
          {states.map(([state, n]) => (
            <FormSelectOption key={state} value={state} label={texts.stateFilter(state, n)} />
          ))}
        </FormSelect>
      </ToolbarItem>
      {pchecks.length < 2 ? null : (
        <ToolbarItem>
          <FormSelect
            className="okiagari-select"
            aria-label={texts.pcheckFilterLabel}
            value={shown.pcheck}
            data-testid="okiagari-pcheck-filter"
            onChange={(_event, pcheck) => {
              onShown({ ...shown, pcheck })
            }}
          >
            <FormSelectOption value="" label={texts.anyPcheck} />
            {pchecks.map(pcheck => (
              <FormSelectOption key={pcheck} value={pcheck} label={pcheck} />
            ))}
          </FormSelect>
        </ToolbarItem>
      )}
    </>
  )
}
