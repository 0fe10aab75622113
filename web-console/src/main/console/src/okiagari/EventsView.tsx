import {
  Button,
  EmptyState,
  EmptyStateBody,
  Skeleton,
  Switch,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core'
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon'
import { useDeferredValue, useMemo, useState, type FunctionComponent } from 'react'
import { EventTable } from './EventTable'
import { ChoiceFilter, WordsFilter } from './Filters'
import { useTexts } from './i18n/language'
import { csv, jsonLines, shownEvents, type EventsShown } from './journal-rows'
import { FIRST_PER_PAGE, Pages } from './Pages'
import { pageWithin } from './rows'
import type { JournalEvent } from './types'
import { MOST_EVENTS, useJournal } from './use-journal'

const ALL: EventsShown = { words: '', kind: '' }

const save = (name: string, type: string, text: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

const Saves: FunctionComponent<{ events: readonly JournalEvent[] }> = ({ events }) => {
  const texts = useTexts()
  const inOrder = (): JournalEvent[] => [...events].reverse()
  const stamp = (): string => new Date().toISOString().slice(0, 19).replaceAll(':', '')
  return (
    <>
      <ToolbarItem>
        <Button
          variant="link"
          icon={<DownloadIcon />}
          isDisabled={events.length === 0}
          data-testid="events-json"
          onClick={() => {
            save(`okiagari-${stamp()}.jsonl`, 'application/x-ndjson', jsonLines(inOrder()))
          }}
        >
          {texts.exportJson}
        </Button>
      </ToolbarItem>
      <ToolbarItem>
        <Button
          variant="link"
          icon={<DownloadIcon />}
          isDisabled={events.length === 0}
          data-testid="events-csv"
          onClick={() => {
            save(`okiagari-${stamp()}.csv`, 'text/csv;charset=utf-8', csv(inOrder()))
          }}
        >
          {texts.exportCsv}
        </Button>
      </ToolbarItem>
    </>
  )
}

type FilterProps = { readonly shown: EventsShown; readonly kinds: readonly string[]; readonly onShown: (shown: EventsShown) => void }

const Filters: FunctionComponent<FilterProps> = ({ shown, kinds, onShown }) => {
  const texts = useTexts()
  return (
    <>
      <WordsFilter
        label={texts.eventsSearch}
        placeholder={texts.eventsSearch}
        testId="events-search"
        words={shown.words}
        onWords={words => {
          onShown({ ...shown, words })
        }}
      />
      <ChoiceFilter
        label={texts.eventsKind}
        any={texts.anyKind}
        testId="events-kind"
        chosen={shown.kind}
        choices={kinds.map(kind => ({ value: kind, label: `${texts.event[kind] ?? kind} (${kind})` }))}
        onChosen={kind => {
          onShown({ ...shown, kind })
        }}
      />
    </>
  )
}

const NoEvents: FunctionComponent<{ isEmpty: boolean }> = ({ isEmpty }) => {
  const texts = useTexts()
  return (
    <EmptyState titleText={isEmpty ? texts.eventsNone : texts.eventsNoMatch} headingLevel="h3" variant="sm" data-testid="events-none">
      <EmptyStateBody>{isEmpty ? texts.eventsNoneWhy : texts.eventsNoMatchWhy}</EmptyStateBody>
    </EmptyState>
  )
}

/** The journal: searched, filtered, followed, saved. */
export const EventsView: FunctionComponent = () => {
  const texts = useTexts()
  const journal = useJournal()
  const [shown, setShown] = useState(ALL)
  const [held, setHeld] = useState<readonly JournalEvent[] | null>(null)
  const [page, setPage] = useState(1)
  const [perPage, setPerPage] = useState(FIRST_PER_PAGE)
  const wanted = useDeferredValue(shown)
  const events = held ?? journal.events
  const rows = useMemo(() => shownEvents(events ?? [], wanted, texts), [events, wanted, texts])
  const kinds = useMemo(() => [...new Set((events ?? []).map(event => event.event))].sort(), [events])
  const here = pageWithin(page, perPage, rows.length)
  const following = held === null

  return (
    <article data-testid="events-view">
      <Title headingLevel="h1" size="xl">
        {texts.eventsHead}
      </Title>
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <Filters
            shown={shown}
            kinds={kinds}
            onShown={next => {
              setShown(next)
              setPage(1)
            }}
          />
          <ToolbarItem alignSelf="center">
            <Switch
              id="okiagari-follow"
              label={texts.follow}
              isChecked={following}
              data-testid="events-follow"
              onChange={(_event, on) => {
                setHeld(on ? null : journal.events)
              }}
            />
          </ToolbarItem>
          <Saves events={rows} />
          <ToolbarItem variant="pagination">
            <Pages id="events" rows={rows.length} page={here} perPage={perPage} variant="top" onPage={setPage} onPerPage={setPerPage} />
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <p className="okiagari-quiet" role="status" data-testid="events-count">
        {texts.eventsShown(rows.length, events?.length ?? 0)} · {following ? texts.followOn : texts.followOff}
      </p>
      {journal.fault === null ? null : <p className="okiagari-why">{journal.fault.message}</p>}
      {events === null ? journal.fault === null && <Skeleton height="14rem" screenreaderText={texts.timelineReading} /> : null}
      {rows.length === 0 ? (
        events !== null && <NoEvents isEmpty={events.length === 0} />
      ) : (
        <EventTable events={rows.slice((here - 1) * perPage, here * perPage)} />
      )}
      <p className="okiagari-quiet">{texts.eventsLimit(MOST_EVENTS)}</p>
    </article>
  )
}
