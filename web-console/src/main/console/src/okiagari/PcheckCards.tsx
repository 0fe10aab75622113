import { Button, Card, CardBody, CardHeader, CardTitle, Gallery, Label, Title, Tooltip } from '@patternfly/react-core'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import { memo, useMemo, type FunctionComponent } from 'react'
import { mayReload } from './rights'
import { texts } from './texts'
import type { Pcheck, Who } from './types'

type ButtonProps = { readonly pcheck: string; readonly who: Who; readonly onReload: (pcheck: string) => void }

const ReloadButton: FunctionComponent<ButtonProps> = ({ pcheck, who, onReload }) => {
  const may = mayReload(who)
  const button = (
    <Button
      variant="secondary"
      size="sm"
      icon={<SyncAltIcon />}
      aria-label={texts.reloadOf(pcheck)}
      isAriaDisabled={!may}
      data-testid={`reload-${pcheck}`}
      onClick={() => {
        onReload(pcheck)
      }}
    >
      {texts.reload}
    </Button>
  )
  return may ? button : <Tooltip content={texts.reloadNeeds(who.user)}>{button}</Tooltip>
}

const PcheckState: FunctionComponent<{ pcheck: Pcheck }> = ({ pcheck }) => {
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

type CardProps = { readonly pcheck: Pcheck; readonly who: Who; readonly onReload: (pcheck: string) => void }

const PcheckCard: FunctionComponent<CardProps> = memo(function PcheckCard({ pcheck, who, onReload }) {
  return (
    <Card isCompact component="li" data-testid={`pcheck-${pcheck.name}`}>
      <CardHeader
        actions={{ actions: <ReloadButton pcheck={pcheck.name} who={who} onReload={onReload} />, hasNoOffset: true }}
      >
        <CardTitle component="h3" className="okiagari-card-title">
          <span className="okiagari-name">{pcheck.name}</span>
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

type Props = { readonly pchecks: readonly Pcheck[]; readonly who: Who; readonly onReload: (pcheck: string) => void }

const byName = new Intl.Collator(undefined, { numeric: true })

/** Each running pcheck with its counts and its Reload. */
export const PcheckCards: FunctionComponent<Props> = memo(function PcheckCards({ pchecks, who, onReload }) {
  const inOrder = useMemo(() => [...pchecks].sort((a, b) => byName.compare(a.name, b.name)), [pchecks])
  return (
    <section aria-labelledby="okiagari-pchecks">
      <Title headingLevel="h2" size="lg" id="okiagari-pchecks" className="okiagari-section">
        {texts.pchecksHead}
      </Title>
      {inOrder.length === 0 ? <p className="okiagari-quiet">{texts.noPchecks}</p> : null}
      <Gallery hasGutter component="ul" minWidths={{ default: '18rem' }} className="okiagari-pchecks">
        {inOrder.map(pcheck => (
          <PcheckCard key={pcheck.name} pcheck={pcheck} who={who} onReload={onReload} />
        ))}
      </Gallery>
    </section>
  )
})
