import { Button, Spinner } from '@patternfly/react-core'
import { useMemo, useState, type FunctionComponent } from 'react'
import { EventSign } from './EventSign'
import type { Texts } from './i18n/en'
import { exactly, lasted, when } from './i18n/format'
import { useTexts } from './i18n/language'
import { momentsOf, type Moment } from './timeline'
import type { PentName } from './types'
import type { Journal } from './use-journal'

const FIRST_SHOWN = 12

/** The keys of the detail that are said as words of our own, or that only repeat what stands beside it. */
const SAID = ['attempt', 'restart_count', 'path', 'command', 'status', 'pfile', 'from']

const notesOf = ({ event, backAfter, detail }: Moment, texts: Texts): string[] => {
  const notes = event.pid > 0 && event.event !== 'pent.restart' ? [`pid ${event.pid}`] : []
  if (backAfter !== null) {
    notes.push(texts.backAfter(lasted(backAfter, texts)))
  }
  if (detail.attempt !== undefined) {
    notes.push(texts.attempt(detail.attempt))
  }
  for (const [name, value] of Object.entries(detail)) {
    if (!SAID.includes(name)) {
      notes.push(name === 'exit' || name === 'reason' ? value : `${texts.detail[name] ?? name} ${value}`)
    }
  }
  return notes
}

const MomentLine: FunctionComponent<{ moment: Moment }> = ({ moment }) => {
  const texts = useTexts()
  return (
    <li className="okiagari-moment" data-testid="moment" data-event={moment.event.event}>
      <EventSign event={moment.event.event} />
      <div>
        <strong>{texts.event[moment.event.event] ?? moment.event.event}</strong>{' '}
        <span className="okiagari-notes">{notesOf(moment, texts).join(' · ')}</span>
      </div>
      <time className="okiagari-quiet" dateTime={moment.event.time} title={exactly(moment.at, texts)}>
        {when(moment.at, texts)}
      </time>
    </li>
  )
}

/** Deaths, restarts and what they led to, newest first. */
export const Timeline: FunctionComponent<{ journal: Journal; pent: PentName }> = ({ journal, pent }) => {
  const texts = useTexts()
  const [most, setMost] = useState(FIRST_SHOWN)
  const { pcheck, pname, pentId } = pent
  const moments = useMemo(
    () => momentsOf(journal.events ?? [], { pcheck, pname, pentId }),
    [journal.events, pcheck, pname, pentId],
  )
  if (journal.events === null) {
    return journal.fault === null ? (
      <Spinner size="md" aria-label={texts.timelineReading} />
    ) : (
      <p className="okiagari-why">{journal.fault.message}</p>
    )
  }
  if (moments.length === 0) {
    return <p className="okiagari-quiet">{texts.timelineEmpty}</p>
  }
  return (
    <>
      <ol className="okiagari-timeline" data-testid="timeline">
        {moments.slice(0, most).map(moment => (
          <MomentLine key={moment.event.seq} moment={moment} />
        ))}
      </ol>
      {moments.length > most ? (
        <Button
          variant="link"
          isInline
          onClick={() => {
            setMost(before => before + 50)
          }}
        >
          {texts.timelineMore}
        </Button>
      ) : null}
    </>
  )
}
