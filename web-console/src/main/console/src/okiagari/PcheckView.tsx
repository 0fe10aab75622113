import { Button, Spinner, Title } from '@patternfly/react-core'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import { useCallback, useMemo, type FunctionComponent } from 'react'
import { ActButton } from './ActButton'
import { CopyText } from './CopyText'
import { useDesk } from './desk'
import { Gone } from './Gone'
import { useTexts } from './i18n/language'
import { PcheckState } from './PcheckCards'
import { PentTable } from './PentTable'
import { PfileChanges } from './PfileChanges'
import { PfileText } from './PfileText'
import { Section } from './Section'
import type { Pcheck, Pent, Picture } from './types'
import { usePolled } from './use-polled'

const Acts: FunctionComponent<{ pcheck: Pcheck }> = ({ pcheck: { name, message, monitorStopCount, allProcCount } }) => {
  const texts = useTexts()
  const canStop = message !== 'stop' && monitorStopCount < allProcCount
  const canStart = message === 'stop' || monitorStopCount > 0
  return (
    <div className="okiagari-acts" role="group" aria-label={texts.actionsLabel(name)}>
      <ActButton order={{ verb: 'reload', pcheck: name }} testId={`reload-${name}`} variant="primary" icon={<SyncAltIcon />} />
      {canStop ? <ActButton order={{ verb: 'stop', pcheck: name }} testId={`stop-${name}`} /> : null}
      {canStart ? <ActButton order={{ verb: 'start', pcheck: name }} testId={`start-${name}`} /> : null}
      <ActButton order={{ verb: 'dump', pcheck: name }} testId={`dump-${name}`} />
      <ActButton order={{ verb: 'recoveryTest', pcheck: name }} testId={`recoveryTest-${name}`} />
      <ActButton order={{ verb: 'shutdown', pcheck: name }} testId={`shutdown-${name}`} variant="danger" />
    </div>
  )
}

const PfileSections: FunctionComponent<{ name: string; path: string }> = ({ name, path }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const read = useCallback(() => service.pfile(name), [service, name])
  const { value, fault, again } = usePolled(name, read, 'live')
  const wait = fault === null ? <Spinner size="md" aria-label={texts.checkingPfile} /> : <p className="okiagari-why">{fault.message}</p>
  const check = (
    <Button variant="link" isInline size="sm" onClick={again}>
      {texts.checkAgain}
    </Button>
  )
  return (
    <>
      <Section title={texts.changesHead} testId="pcheck-changes" actions={check}>
        {value === null ? wait : <PfileChanges pfile={value} />}
      </Section>
      <Section title={texts.pfileHead} testId="pcheck-pfile">
        <p className="okiagari-quiet okiagari-name">{path}</p>
        {value === null ? wait : <PfileText pfile={value} />}
      </Section>
    </>
  )
}

const PadminTexts: FunctionComponent<{ name: string }> = ({ name }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const read = useCallback(() => service.pcheckTexts(name), [service, name])
  const { value, fault } = usePolled(name, read, 'live')
  if (value === null) {
    return fault === null ? null : <p className="okiagari-why">{fault.message}</p>
  }
  return (
    <>
      <Section title={texts.paramHead} testId="pcheck-param">
        <CopyText text={value.param} label={`padmin -f ${name} -c show param`} testId="param-text" />
      </Section>
      <Section title={texts.pentTextHead} testId="pcheck-pents">
        <CopyText text={value.pent} label={`padmin -f ${name} -c show pent`} testId="pent-text" />
      </Section>
    </>
  )
}

const Found: FunctionComponent<{ pcheck: Pcheck; pents: readonly Pent[] }> = ({ pcheck, pents }) => {
  const texts = useTexts()
  const own = useMemo(() => pents.filter(pent => pent.pcheck === pcheck.name), [pents, pcheck.name])
  return (
    <article data-testid="pcheck-view">
      <div className="okiagari-top">
        <Title headingLevel="h1" size="xl" className="okiagari-headline okiagari-name">
          {pcheck.name} <PcheckState pcheck={pcheck} />
        </Title>
        <Acts pcheck={pcheck} />
      </div>
      <PentTable pents={own} title={texts.pentsOf(pcheck.name)} isOfOne />
      <div className="okiagari-columns">
        <div>
          <PfileSections name={pcheck.name} path={pcheck.pfile} />
        </div>
        <div>
          <PadminTexts name={pcheck.name} />
        </div>
      </div>
    </article>
  )
}

/** Everything about one pcheck: its PENTs, its pfile, what a reload would change, padmin's texts, its actions. */
export const PcheckView: FunctionComponent<{ picture: Picture; name: string }> = ({ picture, name }) => {
  const texts = useTexts()
  const pcheck = picture.pchecks.find(each => each.name === name)
  return pcheck === undefined ? (
    <Gone title={texts.gonePcheck} why={texts.gonePcheckWhy(name)} />
  ) : (
    <Found pcheck={pcheck} pents={picture.pents} />
  )
}
