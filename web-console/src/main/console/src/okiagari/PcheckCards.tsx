import { Card, CardBody, CardHeader, CardTitle, Gallery, Label, Title } from '@patternfly/react-core'
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import { memo, useMemo, type FunctionComponent } from 'react'
import { ActButton } from './ActButton'
import { useTexts } from './i18n/language'
import { PlaceLink } from './PlaceLink'
import type { Pcheck } from './types'

/** Whether a pcheck monitors, and whether something of it failed. */
export const PcheckState: FunctionComponent<{ pcheck: Pcheck }> = ({ pcheck }) => {
  const texts = useTexts()
  if (pcheck.message === 'stop') {
    return (
      <Label isCompact status="warning">
        {texts.pcheckStopped}
      </Label>
    )
  }
  return pcheck.failProcCount > 0 ? (
    <Label isCompact status="danger">
      {texts.pcheckFailed(pcheck.failProcCount)}
    </Label>
  ) : (
    <Label isCompact status="success">
      {texts.pcheckNoneFailed}
    </Label>
  )
}

const Fact: FunctionComponent<{ label: string; value: string | number }> = ({ label, value }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

const PcheckCard: FunctionComponent<{ pcheck: Pcheck }> = memo(function PcheckCard({ pcheck }) {
  const texts = useTexts()
  return (
    <Card isCompact component="li" data-testid={`pcheck-${pcheck.name}`}>
      <CardHeader
        actions={{
          actions: (
            <ActButton
              order={{ verb: 'reload', pcheck: pcheck.name }}
              testId={`reload-${pcheck.name}`}
              icon={<SyncAltIcon />}
            />
          ),
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h3" className="okiagari-card-title">
          <PlaceLink place={{ at: 'pcheck', pcheck: pcheck.name }} className="okiagari-name" testId="pcheck-link">
            {pcheck.name}
          </PlaceLink>
          <PcheckState pcheck={pcheck} />
        </CardTitle>
      </CardHeader>
      <CardBody>
        <dl className="okiagari-counts">
          <Fact label={texts.processesLabel} value={pcheck.allProcCount} />
          <Fact label={texts.failedLabel} value={pcheck.failProcCount} />
          <Fact label={texts.unwatchedLabel} value={pcheck.monitorStopCount} />
        </dl>
        <div className="okiagari-path okiagari-quiet" title={`${texts.pfileLabel} ${pcheck.pfile}, IPCKEY ${pcheck.ipckey}`}>
          {pcheck.pfile}
        </div>
      </CardBody>
    </Card>
  )
})

const byName = new Intl.Collator(undefined, { numeric: true })

/** Each running pcheck with its counts and its Reload. */
export const PcheckCards: FunctionComponent<{ pchecks: readonly Pcheck[] }> = memo(function PcheckCards({ pchecks }) {
  const texts = useTexts()
  const inOrder = useMemo(() => [...pchecks].sort((a, b) => byName.compare(a.name, b.name)), [pchecks])
  return (
    <section aria-labelledby="okiagari-pchecks">
      <div className="okiagari-section okiagari-section-row">
        <Title headingLevel="h2" size="lg" id="okiagari-pchecks">
          {texts.pchecksHead}
        </Title>
        <ActButton order={{ verb: 'startPfile', pcheck: '' }} testId="start-pfile" variant="link" icon={<PlusCircleIcon />} />
      </div>
      {inOrder.length === 0 ? <p className="okiagari-quiet">{texts.noPchecks}</p> : null}
      <Gallery hasGutter component="ul" minWidths={{ default: '18rem' }} className="okiagari-pchecks">
        {inOrder.map(pcheck => (
          <PcheckCard key={pcheck.name} pcheck={pcheck} />
        ))}
      </Gallery>
    </section>
  )
})
