import { Button, Content, Spinner, Title } from '@patternfly/react-core'
import { useCallback, useEffect, type FunctionComponent } from 'react'
import { useDesk } from './desk'
import { useTexts } from './i18n/language'
import { PfileChanges, PfileProblems } from './PfileChanges'
import type { Order } from './types'
import { usePolled } from './use-polled'

type Props = { readonly order: Order; readonly onBlocked: (blocked: boolean) => void }

/** What a reload would change; while the pfile has an error there is nothing to confirm. */
const ReloadPreview: FunctionComponent<{ pcheck: string; onBlocked: (blocked: boolean) => void }> = ({ pcheck, onBlocked }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const read = useCallback(() => service.pfile(pcheck), [service, pcheck])
  const { value, fault, again } = usePolled(pcheck, read, 'once')
  const isBad = value !== null && !value.usable
  useEffect(() => {
    onBlocked(isBad)
  }, [isBad, onBlocked])

  return (
    <div className="okiagari-preview" data-testid="reload-preview">
      <Title headingLevel="h3" size="md">
        {texts.changesHead}
      </Title>
      {value === null && fault === null ? <Spinner size="md" aria-label={texts.checkingPfile} /> : null}
      {fault === null ? null : <p className="okiagari-why">{fault.message}</p>}
      {value === null ? null : (
        <>
          <PfileProblems pfile={value} />
          <PfileChanges pfile={value} />
          {isBad ? (
            <Button variant="link" isInline onClick={again}>
              {texts.checkAgain}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}

/** What the action leads to, said before it is done. */
export const ActQuestion: FunctionComponent<Props> = ({ order, onBlocked }) => {
  const texts = useTexts()
  return (
    <>
      <Content>
        {texts.acts[order.verb].leadsTo.map(sentence => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Content>
      {order.verb === 'reload' ? <ReloadPreview pcheck={order.pcheck} onBlocked={onBlocked} /> : null}
    </>
  )
}
