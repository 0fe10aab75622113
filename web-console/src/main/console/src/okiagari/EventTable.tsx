import { InnerScrollContainer, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table'
import { memo, type FunctionComponent } from 'react'
import { detailOf } from './answer-details'
import { Breakable } from './Breakable'
import { EventSign } from './EventSign'
import { exactly, when } from './i18n/format'
import { useTexts } from './i18n/language'
import { PlaceLink } from './PlaceLink'
import type { JournalEvent } from './types'

const EventRow: FunctionComponent<{ event: JournalEvent }> = memo(function EventRow({ event }) {
  const texts = useTexts()
  const { eventColumns: head } = texts
  const at = Date.parse(event.time)
  return (
    <Tr data-testid="event-row" data-event={event.event} data-seq={event.seq}>
      <Td dataLabel={head.time} className="okiagari-number">
        <time dateTime={event.time} title={exactly(at, texts)}>
          {when(at, texts)}
        </time>
      </Td>
      <Td dataLabel={head.event} modifier="nowrap">
        <span title={event.event}>
          <EventSign event={event.event} /> {texts.event[event.event] ?? event.event}
        </span>
      </Td>
      <Td dataLabel={head.pent} className="okiagari-name okiagari-pname">
        {event.pentId === 0 ? (
          event.pent
        ) : (
          <PlaceLink place={{ at: 'pent', pcheck: event.pcheck, pentId: event.pentId }}><Breakable text={event.pent} /></PlaceLink>
        )}
      </Td>
      <Td dataLabel={head.pcheck} className="okiagari-name okiagari-pcheck">
        {event.pcheck}
      </Td>
      <Td dataLabel={head.pid} className="okiagari-number">
        {event.pid > 0 ? event.pid : ''}
      </Td>
      <Td dataLabel={head.detail} className="okiagari-name okiagari-detail">
        {detailOf(event).map(([name, value]) => (
          <span key={name}>
            <span className="okiagari-quiet">{texts.detail[name] ?? name}</span> {value}{' '}
          </span>
        ))}
      </Td>
      <Td dataLabel={head.seq} className="okiagari-number okiagari-quiet">
        {event.seq}
      </Td>
    </Tr>
  )
})

/** One page of the journal. */
export const EventTable: FunctionComponent<{ events: readonly JournalEvent[] }> = ({ events }) => {
  const texts = useTexts()
  const { eventColumns: head } = texts
  return (
    <InnerScrollContainer>
      <Table aria-label={texts.eventsHead} variant="compact" gridBreakPoint="grid-lg" className="okiagari-pents">
        <Thead>
          <Tr>
            <Th>{head.time}</Th>
            <Th>{head.event}</Th>
            <Th>{head.pent}</Th>
            <Th>{head.pcheck}</Th>
            <Th>{head.pid}</Th>
            <Th>{head.detail}</Th>
            <Th>{head.seq}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {events.map(event => (
            <EventRow key={event.seq} event={event} />
          ))}
        </Tbody>
      </Table>
    </InnerScrollContainer>
  )
}
