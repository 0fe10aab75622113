import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core'
import { InnerScrollContainer, Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table'
import { memo, useDeferredValue, useMemo, useState, type FunctionComponent } from 'react'
import { useTexts } from './i18n/language'
import { FIRST_PER_PAGE, Pages } from './Pages'
import { PentRow } from './PentRow'
import { PentTools } from './PentTools'
import { ALL_SHOWN, COLUMNS, FIRST_ORDER, filtered, pageWithin, rowKey, sorted, type Column, type Order, type Shown } from './rows'
import type { Pent } from './types'

type HeadsProps = { readonly columns: readonly Column[]; readonly order: Order; readonly onOrder: (order: Order) => void }

const Heads: FunctionComponent<HeadsProps> = ({ columns, order, onOrder }) => {
  const texts = useTexts()
  return (
    <Thead>
      <Tr>
        {columns.map((column, columnIndex) => (
          <Th
            key={column}
            className={column === 'watchedBy' ? 'okiagari-where-room' : ''}
            modifier={texts.columns[column].word === '' ? 'wrap' : 'nowrap'}
            sort={{
              columnIndex,
              sortBy: { index: columns.indexOf(order.column), direction: order.direction },
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
}

const NoRows: FunctionComponent<{ shown: Shown; onShowAll: () => void }> = ({ shown, onShowAll }) => {
  const texts = useTexts()
  const calm = shown.onlyNeedYou && shown.words === '' && shown.state === ''
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

/** `isOfOne`: all are of one pcheck, which need not be said in each row. */
type Props = { readonly pents: readonly Pent[]; readonly title: string; readonly isOfOne?: boolean }

/** PENTs, a page at a time: what needs a person first. */
export const PentTable: FunctionComponent<Props> = memo(function PentTable({ pents, title, isOfOne = false }) {
  const columns = isOfOne ? COLUMNS.filter(column => column !== 'pcheck') : COLUMNS
  const [shown, setShown] = useState<Shown>(ALL_SHOWN)
  const [order, setOrder] = useState<Order>(FIRST_ORDER)
  const [page, setPage] = useState(1)
  const [perPage, setPerPage] = useState(FIRST_PER_PAGE)
  const wanted = useDeferredValue(shown)
  const rows = useMemo(() => sorted(filtered(pents, wanted), order), [pents, wanted, order])
  const here = pageWithin(page, perPage, rows.length)

  const show = (next: Shown): void => {
    setShown(next)
    setPage(1)
  }

  const pages = (variant: 'top' | 'bottom') => (
    <Pages
      id="pents"
      rows={rows.length}
      page={here}
      perPage={perPage}
      variant={variant}
      onPage={setPage}
      onPerPage={next => {
        setPerPage(next)
        setPage(1)
      }}
    />
  )

  return (
    <section aria-labelledby="okiagari-pents">
      <Title headingLevel="h2" size="lg" id="okiagari-pents" className="okiagari-section">
        {title}
      </Title>
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <PentTools shown={shown} pents={pents} onShown={show} />
          <ToolbarItem variant="pagination">{pages('top')}</ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <InnerScrollContainer>
        <Table aria-labelledby="okiagari-pents" variant="compact" gridBreakPoint="grid-lg" className="okiagari-pents" data-testid="okiagari-pents">
          <Heads columns={columns} order={order} onOrder={setOrder} />
          <Tbody>
            {rows.slice((here - 1) * perPage, here * perPage).map(pent => (
              <PentRow key={rowKey(pent)} pent={pent} isOfOne={isOfOne} />
            ))}
          </Tbody>
        </Table>
      </InnerScrollContainer>
      {rows.length === 0 ? (
        <NoRows
          shown={wanted}
          onShowAll={() => {
            show(ALL_SHOWN)
          }}
        />
      ) : null}
      {rows.length > perPage ? pages('bottom') : null}
    </section>
  )
})
