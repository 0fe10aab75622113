import { ListItem } from '@patternfly/react-core'
import type { ReactElement } from 'react'
import { useTexts } from './i18n/language'

/** A browser draws ten thousand lines of a list for seconds, and nobody reads them. */
const MOST = 100

/** The first lines of a list, and how many more there are. */
export const FirstOf = <T,>({ items, children }: { items: readonly T[]; children: (item: T) => ReactElement }) => {
  const texts = useTexts()
  return (
    <>
      {items.slice(0, MOST).map(children)}
      {items.length > MOST ? <ListItem className="okiagari-quiet">{texts.andMore(items.length - MOST)}</ListItem> : null}
    </>
  )
}
