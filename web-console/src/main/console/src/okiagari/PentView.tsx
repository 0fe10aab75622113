import { Title } from '@patternfly/react-core'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import { useCallback, type FunctionComponent } from 'react'
import { ActButton } from './ActButton'
import { useDesk } from './desk'
import { Gone } from './Gone'
import { GraceWindow } from './GraceWindow'
import { useTexts } from './i18n/language'
import { PentFacts } from './PentFacts'
import { ScriptOutput } from './ScriptOutput'
import { Section } from './Section'
import { StateLabel } from './StateLabel'
import { isWatched } from './states'
import { Timeline } from './Timeline'
import type { Pent, Picture } from './types'
import { useJournal } from './use-journal'
import { usePolled } from './use-polled'
import { sentenceOf } from './why'

const Found: FunctionComponent<{ pent: Pent; now: number }> = ({ pent, now }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const journal = useJournal()
  const { pcheck, pname, pentId } = pent
  const read = useCallback(() => service.pent({ pcheck, pname, pentId }), [service, pcheck, pname, pentId])
  const { value: detail } = usePolled(`${pcheck} ${pentId} ${pname}`, read, 'live')
  const name = { pcheck, pname, pentId }

  return (
    <article data-testid="pent-view" data-state={pent.procSts}>
      <div className="okiagari-top">
        <div>
          <Title headingLevel="h1" size="xl" className="okiagari-headline okiagari-name">
            {pname} <StateLabel procSts={pent.procSts} />
          </Title>
          <p className="okiagari-sentence" role="status" data-testid="pent-why">
            {sentenceOf(pent, detail, texts)}
          </p>
        </div>
        <div className="okiagari-acts" role="group" aria-label={texts.actionsLabel(pname)}>
          <ActButton order={{ verb: isWatched(pent) ? 'stop' : 'start', pcheck, pent: name }} testId="pent-watch" />
          <ActButton order={{ verb: 'reload', pcheck }} testId={`reload-${pcheck}`} icon={<SyncAltIcon />} />
        </div>
      </div>
      <div className="okiagari-columns">
        <div>
          <Section title={texts.windowHead} testId="pent-window">
            {detail === null ? null : <GraceWindow pent={pent} detail={detail} now={now} />}
          </Section>
          <Section title={texts.factsHead} testId="pent-facts">
            <PentFacts pent={pent} detail={detail} now={now} />
          </Section>
        </div>
        <Section title={texts.timelineHead} testId="pent-timeline">
          <Timeline journal={journal} pent={name} />
        </Section>
      </div>
      <Section title={texts.outputHead} testId="pent-output">
        <ScriptOutput pent={pent} />
      </Section>
    </article>
  )
}

/** Everything about one PENT: what it is, why, what happened, and what can be done. */
export const PentView: FunctionComponent<{ picture: Picture; pcheck: string; pentId: number; now: number }> = ({
  picture,
  pcheck,
  pentId,
  now,
}) => {
  const texts = useTexts()
  const pent = picture.pents.find(each => each.pcheck === pcheck && each.pentId === pentId)
  return pent === undefined ? (
    <Gone title={texts.gonePent} why={texts.gonePentWhy(pcheck, String(pentId))} />
  ) : (
    <Found pent={pent} now={now} />
  )
}
