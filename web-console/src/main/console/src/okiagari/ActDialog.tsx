import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core'
import { useEffect, useRef, useState, type FunctionComponent, type ReactElement } from 'react'
import { ActQuestion } from './ActQuestion'
import { faultOfFailedRequest } from './answer'
import { useDesk } from './desk'
import { useTexts } from './i18n/language'
import { RecoveryTable } from './RecoveryTable'
import type { Order, Outcome, Verb } from './types'

type Step =
  | { readonly at: 'asking' | 'working' }
  | { readonly at: 'done' | 'refused'; readonly outcome: Outcome }

const HURTS: readonly Verb[] = ['shutdown', 'recoveryTest']

type Props = {
  readonly order: Order
  readonly onClose: () => void
  /** Called when the server has answered, so that the page reads anew at once. */
  readonly onAnswer: (order: Order, isDone: boolean) => void
}

/** Asks, acts, and shows what the server said. */
export const ActDialog: FunctionComponent<Props> = ({ order, onClose, onAnswer }) => {
  const texts = useTexts()
  const { service } = useDesk()
  const [step, setStep] = useState<Step>({ at: 'asking' })
  const [pfile, setPfile] = useState('')
  const [blocked, setBlocked] = useState(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  const { verb } = order
  const words = texts.acts[verb]
  const named = verb === 'startPfile' ? { ...order, pcheck: pfile.trim() } : order
  const target = named.pent?.pname ?? named.pcheck

  const act = async (): Promise<void> => {
    setStep({ at: 'working' })
    const end = await service.act(named).then(
      (outcome): Step => ({ at: 'done', outcome }),
      (why: unknown): Step => ({ at: 'refused', outcome: { words: faultOfFailedRequest(why).message } }),
    )
    onAnswer(named, end.at === 'done')
    if (!gone.current) {
      setStep(end)
    }
  }

  const buttons = (): ReactElement[] =>
    step.at === 'asking' || step.at === 'working'
      ? [
          <Button
            key="confirm"
            id="okiagari-confirm"
            variant={HURTS.includes(verb) ? 'danger' : 'primary'}
            isLoading={step.at === 'working'}
            isDisabled={step.at === 'working' || target === '' || blocked}
            data-testid={`${verb}-confirm`}
            onClick={() => void act()}
          >
            {step.at === 'working' ? texts.working : words.name}
          </Button>,
          <Button key="cancel" id="okiagari-cancel" variant="link" data-testid={`${verb}-cancel`} onClick={onClose}>
            {step.at === 'working' ? texts.close : texts.cancel}
          </Button>,
        ]
      : [
          <Button key="close" variant="primary" autoFocus data-testid={`${verb}-close`} onClick={onClose}>
            {texts.close}
          </Button>,
        ]

  return (
    <Modal
      isOpen
      variant="medium"
      onClose={onClose}
      aria-labelledby="okiagari-act-title"
      elementToFocus={verb === 'startPfile' ? '#okiagari-pfile' : HURTS.includes(verb) ? '#okiagari-cancel' : '#okiagari-confirm'}
      className="okiagari-dialog"
      data-testid={`${verb}-dialog`}
    >
      <ModalHeader title={'outcome' in step ? words.of(target) : words.ask(target)} labelId="okiagari-act-title" />
      <ModalBody>
        {'outcome' in step ? (
          <Alert
            isInline
            isLiveRegion
            variant={step.at === 'done' ? 'success' : 'danger'}
            title={step.at === 'done' ? words.did(target) : words.failed(target)}
            data-testid={`${verb}-answer`}
          >
            <div className="okiagari-why">{step.outcome.words}</div>
            {step.outcome.recoveries === undefined ? null : <RecoveryTable recoveries={step.outcome.recoveries} />}
          </Alert>
        ) : (
          <>
            <ActQuestion order={order} onBlocked={setBlocked} />
            {verb === 'startPfile' ? (
              <TextInput
                id="okiagari-pfile"
                aria-label={texts.pfileName}
                placeholder={texts.pfileName}
                value={pfile}
                data-testid="pfile-name"
                onChange={(_event, value) => {
                  setPfile(value)
                }}
              />
            ) : null}
          </>
        )}
      </ModalBody>
      <ModalFooter>{buttons()}</ModalFooter>
    </Modal>
  )
}
