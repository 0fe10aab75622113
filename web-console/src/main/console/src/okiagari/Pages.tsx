import { Pagination } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { useTexts } from './i18n/language'

const PER_PAGE = [20, 50, 100, 200].map(n => ({ title: String(n), value: n }))
export const FIRST_PER_PAGE = 50

type Props = {
  readonly id: string
  readonly rows: number
  readonly page: number
  readonly perPage: number
  readonly variant: 'top' | 'bottom'
  readonly onPage: (page: number) => void
  readonly onPerPage: (perPage: number) => void
}

/** PatternFly's pagination, with our texts. */
export const Pages: FunctionComponent<Props> = ({ id, rows, page, perPage, variant, onPage, onPerPage }) => {
  const texts = useTexts()
  const where = variant === 'top' ? texts.pageTop : texts.pageBottom
  return (
    <Pagination
      itemCount={rows}
      page={page}
      perPage={perPage}
      perPageOptions={PER_PAGE}
      variant={variant}
      isCompact={variant === 'top'}
      widgetId={`okiagari-${id}-${variant}`}
      titles={{
        paginationAriaLabel: `${texts.pages} (${where})`,
        items: '',
        perPageSuffix: texts.perPage,
        ofWord: texts.pageOf,
        currPageAriaLabel: texts.pageCurrent,
        toFirstPageAriaLabel: texts.goTo.first,
        toPreviousPageAriaLabel: texts.goTo.previous,
        toNextPageAriaLabel: texts.goTo.next,
        toLastPageAriaLabel: texts.goTo.last,
      }}
      onSetPage={(_event, next) => {
        onPage(next)
      }}
      onPerPageSelect={(_event, next) => {
        onPerPage(next)
      }}
    />
  )
}
