import { Label } from '@patternfly/react-core'
import { Td, Tr } from '@patternfly/react-table'
import { memo, type FunctionComponent } from 'react'
import { Breakable } from './Breakable'
import { PlaceLink } from './PlaceLink'
import { StateLabel } from './StateLabel'
import { isWatched } from './states'
import { when } from './i18n/format'
import { useTexts } from './i18n/language'
import type { Pent } from './types'

/** One PENT. Drawn again only when one of its fields changed: unchanged rows keep their object. */
export const PentRow: FunctionComponent<{ pent: Pent; isOfOne: boolean }> = memo(function PentRow({ pent, isOfOne }) {
  const texts = useTexts()
  const { columns } = texts
  return (
    <Tr data-testid="pent-row" data-pcheck={pent.pcheck} data-pname={pent.pname} data-state={pent.procSts}>
      <Td dataLabel={columns.procSts.head}>
        <StateLabel procSts={pent.procSts} />
      </Td>
      <Td dataLabel={columns.pname.head} className="okiagari-name okiagari-pname" title={pent.matchedPath || pent.pname}>
        <PlaceLink place={{ at: 'pent', pcheck: pent.pcheck, pentId: pent.pentId }} testId="pent-link">
          <Breakable text={pent.pname} />
        </PlaceLink>
      </Td>
      {isOfOne ? null : (
        <Td dataLabel={columns.pcheck.head} className="okiagari-name okiagari-pcheck">
          {pent.pcheck}
        </Td>
      )}
      <Td dataLabel={columns.pid.head} className="okiagari-number">
        {pent.pid === 0 ? <span className="okiagari-quiet">{texts.noPid}</span> : pent.pid}
      </Td>
      <Td dataLabel={columns.retryCount.head} className="okiagari-number">
        {pent.retryCount}
      </Td>
      <Td dataLabel={columns.restartCount.head} className="okiagari-number">
        {pent.restartCount}
      </Td>
      <Td dataLabel={columns.rerunTime.head} className="okiagari-time" title={pent.rerunTime}>
        {pent.windowSince === 0 ? pent.rerunTime : when(pent.windowSince, texts)}
      </Td>
      <Td dataLabel={columns.retryOverAct.head}>{pent.retryOverAct}</Td>
      <Td dataLabel={columns.monitorSts.head}>
        {isWatched(pent) ? (
          pent.monitorSts
        ) : (
          <Label isCompact status="warning">
            {pent.monitorSts}
          </Label>
        )}
      </Td>
      <Td dataLabel={columns.watchedBy.head} className="okiagari-where-room">
        {pent.watchedBy}
      </Td>
    </Tr>
  )
})
