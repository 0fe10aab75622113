import { PageSection, Skeleton } from '@patternfly/react-core'
import { useCallback, useState, type FunctionComponent } from 'react'
import { FaultAlert } from './FaultAlert'
import { Headline, type Freshness } from './Headline'
import './Okiagari.css'
import { PcheckCards } from './PcheckCards'
import { PentTable } from './PentTable'
import { ReloadDialog } from './ReloadDialog'
import { pentsService } from './pents-service'
import { texts } from './texts'
import type { PentsService } from './types'
import { isStale, useLive, useNow, type Live } from './use-live'
import { useWho } from './use-who'

const freshnessOf = (live: Live, now: number): Freshness => {
  if (live.fault?.kind === 'lost') {
    return 'lost'
  }
  return live.fault !== null || isStale(live, now) ? 'stale' : 'live'
}

const Loading: FunctionComponent = () => (
  <div data-testid="okiagari-loading" role="status">
    <span className="okiagari-quiet">{texts.loading}</span>
    <Skeleton className="okiagari-skeleton" width="18rem" fontSize="2xl" />
    <Skeleton className="okiagari-skeleton" height="6rem" />
    <Skeleton className="okiagari-skeleton" height="14rem" />
  </div>
)

/** The page, given the service it reads from. */
export const OkiagariPage: FunctionComponent<{ service: PentsService }> = ({ service }) => {
  const { live, refresh } = useLive(service)
  const who = useWho(service)
  const now = useNow()
  const [reloading, setReloading] = useState<string | null>(null)
  const close = useCallback(() => {
    setReloading(null)
  }, [])
  const { picture, readAt, fault } = live
  const freshness = freshnessOf(live, now)

  return (
    <PageSection hasBodyWrapper={false} className="okiagari-page" data-testid="okiagari-page">
      {freshness === 'live' ? null : <FaultAlert fault={fault} readAt={readAt} now={now} />}
      {picture === null || readAt === null ? (
        fault === null && <Loading />
      ) : (
        <div className={freshness === 'live' ? '' : 'okiagari-old'}>
          <Headline picture={picture} readAt={readAt} freshness={freshness} />
          <PcheckCards pchecks={picture.pchecks} who={who} onReload={setReloading} />
          <PentTable pents={picture.pents} />
        </div>
      )}
      {reloading === null ? null : (
        <ReloadDialog pcheck={reloading} service={service} onClose={close} onAnswer={refresh} />
      )}
    </PageSection>
  )
}

/** The page as Hawtio shows it. */
export const Okiagari: FunctionComponent = () => <OkiagariPage service={pentsService} />
