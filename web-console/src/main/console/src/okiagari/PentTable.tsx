import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Pagination,
  SearchInput,
  Title,
  ToggleGroup,
  ToggleGroupItem,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core'
import { InnerScrollContainer, Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table'
import { memo, useDeferredValue, useMemo, useState, type FunctionComponent } from 'react'
import { PentRow } from './PentRow'
import { COLUMNS, FIRST_ORDER, filtered, pageWithin, rowKey, sorted, type Order, type Shown } from './rows'
import { needsYou } from './states'
import { texts } from './texts'
import type { Pent } from './types'

const PER_PAGE = [20, 50, 100, 200].map(n => ({ title: String(n), value: n }))
const FIRST_PER_PAGE = 50
const ALL: Shown = { words: '', onlyNeedYou: false }

const Heads: FunctionComponent<{ order: Order; onOrder: (order: Order) => void }> = ({ order, onOrder }) => (
  <Thead>
    <Tr>
      {COLUMNS.map((column, columnIndex) => (
        <Th
          key={column}
          modifier={texts.columns[column].word === '' ? 'wrap' : 'nowrap'}
          sort={{
            columnIndex,
            sortBy: { index: COLUMNS.indexOf(order.column), direction: order.direction },
            onSort: (_event, _index, direction) => {
              onOrder({ column, direction })
            },
          }}
        >
          {texts.columns[column].head}
          {texts.columns[column].word === '' ? null : <span className="okiagari-word">{texts.columns[column].word}</span>}
        </Th>
      ))}
    </Tr>
  </Thead>
)

const NoRows: FunctionComponent<{ shown: Shown; onShowAll: () => void }> = ({ shown, onShowAll }) => {
  const calm = shown.onlyNeedYou && shown.words === ''
  return (
    <EmptyState titleText={calm ? texts.noneNeeds : texts.noMatch} headingLevel="h3" variant="sm" data-testid="okiagari-no-rows">
      <EmptyStateBody>{calm ? texts.noneNeedsWhy : texts.noMatchWhy}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="link" onClick={onShowAll}>
            {texts.clearFilter}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  )
}

type ToolsProps = {
  readonly shown: Shown
  readonly needYou: number
  readonly onShown: (shown: Shown) => void
}

const Tools: FunctionComponent<ToolsProps> = ({ shown, needYou, onShown }) => (
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
  </>
)

/** All PENTs of all pchecks, a page at a time: what needs a person first. */
export const PentTable: FunctionComponent<{ pents: readonly Pent[] }> = memo(function PentTable({ pents }) {
  const [shown, setShown] = useState<Shown>(ALL)
  const [order, setOrder] = useState<Order>(FIRST_ORDER)
  const [page, setPage] = useState(1)
  const [perPage, setPerPage] = useState(FIRST_PER_PAGE)
  const wanted = useDeferredValue(shown)
  const rows = useMemo(() => sorted(filtered(pents, wanted), order), [pents, wanted, order])
  const needYou = useMemo(() => pents.filter(needsYou).length, [pents])
  const here = pageWithin(page, perPage, rows.length)

  const show = (next: Shown): void => {
    setShown(next)
    setPage(1)
  }

  const pages = (variant: 'top' | 'bottom') => (
    <Pagination
      itemCount={rows.length}
      page={here}
      perPage={perPage}
      perPageOptions={PER_PAGE}
      variant={variant}
      isCompact={variant === 'top'}
      widgetId={`okiagari-pages-${variant}`}
      titles={{ paginationAriaLabel: `${texts.pages} (${variant})` }}
      onSetPage={(_event, next) => {
        setPage(next)
      }}
      onPerPageSelect={(_event, next) => {
        setPerPage(next)
        setPage(1)
      }}
    />
  )

  return (
    <section aria-labelledby="okiagari-pents">
      <Title headingLevel="h2" size="lg" id="okiagari-pents" className="okiagari-section">
        {texts.pentsHead}
      </Title>
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <Tools shown={shown} needYou={needYou} onShown={show} />
          <ToolbarItem variant="pagination">{pages('top')}</ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <InnerScrollContainer>
        <Table aria-labelledby="okiagari-pents" variant="compact" gridBreakPoint="grid-lg" className="okiagari-pents" data-testid="okiagari-pents">
          <Heads order={order} onOrder={setOrder} />
          <Tbody>
            {rows.slice((here - 1) * perPage, here * perPage).map(pent => (
              <PentRow key={rowKey(pent)} pent={pent} />
            ))}
          </Tbody>
        </Table>
      </InnerScrollContainer>
      {rows.length === 0 ? (
        <NoRows
          shown={wanted}
          onShowAll={() => {
            show(ALL)
          }}
        />
      ) : null}
      {rows.length > perPage ? pages('bottom') : null}
    </section>
  )
})
