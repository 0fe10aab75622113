import { PageSection, Skeleton } from '@patternfly/react-core'
import { lazy, Suspense, useCallback, useMemo, useState, type FunctionComponent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { ActDialog } from './ActDialog'
import { DeskContext } from './desk'
import { EventsView } from './EventsView'
import { FaultAlert } from './FaultAlert'
import { Frame } from './Frame'
import { headlineOf } from './headline'
import { Headline, LiveMark, type Freshness } from './Headline'
import { useLanguage, useTexts } from './i18n/language'
import './Okiagari.css'
import { PcheckCards } from './PcheckCards'
import { PcheckView } from './PcheckView'
import { PentTable } from './PentTable'
import { PentView } from './PentView'
import { pentsService } from './pents-service'
import { addressOf, placeOf, type Place } from './routes'
import type { Order, PentsService, Picture } from './types'
import { isStale, knownAt, useLive, useNow, type Live } from './use-live'
import { useTitle } from './use-title'
import { usePulse, usePulseState } from './use-pulse'
import { useWho } from './use-who'

// The charts are half as large as all the rest of our pages.
const MeasuresView = lazy(() => import('./MeasuresView').then(module => ({ default: module.MeasuresView })))

const freshnessOf = ({ fault }: Live, known: number | null, now: number): Freshness => {
  if (fault?.kind === 'lost') {
    return 'lost'
  }
  return fault !== null || isStale(known, now) ? 'stale' : 'live'
}

const Loading: FunctionComponent = () => {
  const texts = useTexts()
  return (
    <div data-testid="okiagari-loading" role="status">
      <span className="okiagari-quiet">{texts.loading}</span>
      <Skeleton className="okiagari-skeleton" width="18rem" fontSize="2xl" />
      <Skeleton className="okiagari-skeleton" height="6rem" />
      <Skeleton className="okiagari-skeleton" height="14rem" />
    </div>
  )
}

const View: FunctionComponent<{ place: Place; picture: Picture; now: number }> = ({ place, picture, now }) => {
  const texts = useTexts()
  switch (place.at) {
    case 'pent':
      return <PentView picture={picture} pcheck={place.pcheck} pentId={place.pentId} now={now} />
    case 'pcheck':
      return <PcheckView key={place.pcheck} picture={picture} name={place.pcheck} />
    case 'events':
      return <EventsView />
    case 'measurements':
      return (
        <Suspense fallback={<Loading />}>
          <MeasuresView />
        </Suspense>
      )
    case 'overview':
      return (
        <>
          <Headline picture={picture} />
          <PcheckCards pchecks={picture.pchecks} />
          <PentTable pents={picture.pents} title={texts.pentsHead} />
        </>
      )
  }
}

/** The pages, given the service they read from. */
export const OkiagariPage: FunctionComponent<{ service: PentsService }> = ({ service }) => {
  const pulse = usePulse(service)
  const pulseState = usePulseState(pulse)
  const { live, refresh } = useLive(service, pulse)
  const who = useWho(service)
  const now = useNow()
  const language = useLanguage()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const place = useMemo(() => placeOf(pathname), [pathname])
  const [order, setOrder] = useState<Order | null>(null)
  const desk = useMemo(() => ({ service, who, pulse, onOrder: setOrder }), [service, who, pulse])
  const close = useCallback(() => {
    setOrder(null)
  }, [])
  const answered = (done: Order, isDone: boolean): void => {
    refresh()
    // What was shut down has no page any more.
    if (isDone && done.verb === 'shutdown' && place.at !== 'overview') {
      void navigate(addressOf({ at: 'overview' }))
    }
  }
  const { picture, fault } = live
  const known = knownAt(live, pulseState)
  const freshness = freshnessOf(live, known, now)
  const texts = useTexts()
  useTitle(fault !== null ? texts.faultTitles[fault.kind] : picture === null ? '' : headlineOf(picture, texts).title)

  return (
    <DeskContext.Provider value={desk}>
      <PageSection hasBodyWrapper={false} className="okiagari-page" data-testid="okiagari-page" lang={language}>
        <Frame place={place} mark={known === null ? null : <LiveMark freshness={freshness} isStreaming={pulseState.isStreaming} readAt={known} />} />
        {freshness === 'live' ? null : <FaultAlert fault={fault} readAt={known} now={now} />}
        {picture === null ? (
          fault === null && <Loading />
        ) : (
          <div className={freshness === 'live' ? '' : 'okiagari-old'}>
            <View place={place} picture={picture} now={now} />
          </div>
        )}
        {order === null ? null : <ActDialog key={order.verb} order={order} onClose={close} onAnswer={answered} />}
      </PageSection>
    </DeskContext.Provider>
  )
}

/** The page as Hawtio shows it. */
export const Okiagari: FunctionComponent = () => <OkiagariPage service={pentsService} />
