import { Alert, Button, Content, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core'
import { useEffect, useRef, useState, type FunctionComponent, type ReactElement } from 'react'
import { faultOfFailedRequest } from './answer'
import { texts } from './texts'
import type { PentsService } from './types'

type Step =
  | { readonly at: 'asking' | 'working' }
  | { readonly at: 'done' | 'refused'; readonly answer: string }

type Props = {
  readonly pcheck: string
  readonly service: PentsService
  readonly onClose: () => void
  /** Called when the server has answered, so that the page reads anew at once. */
  readonly onAnswer: () => void
}

const Question: FunctionComponent = () => (
  <Content>
    <p>{texts.reloadWhat}</p>
    <p>{texts.reloadEnds}</p>
    <p>{texts.reloadSafe}</p>
  </Content>
)

const Answer: FunctionComponent<{ pcheck: string; step: Extract<Step, { answer: string }> }> = ({ pcheck, step }) => (
  <Alert
    isInline
    isLiveRegion
    variant={step.at === 'done' ? 'success' : 'danger'}
    title={step.at === 'done' ? texts.reloadDone(pcheck) : texts.reloadFailed(pcheck)}
    data-testid="reload-answer"
  >
    <div className="okiagari-why">{step.answer}</div>
  </Alert>
)

/** Asks, reloads, and shows what the server said. */
export const ReloadDialog: FunctionComponent<Props> = ({ pcheck, service, onClose, onAnswer }) => {
  const [step, setStep] = useState<Step>({ at: 'asking' })
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  const reload = async (): Promise<void> => {
    setStep({ at: 'working' })
    const end = await service.reload(pcheck).then(
      (answer): Step => ({ at: 'done', answer }),
      (why: unknown): Step => ({ at: 'refused', answer: faultOfFailedRequest(why).message }),
    )
    onAnswer()
    if (!gone.current) {
      setStep(end)
    }
  }

  const buttons = (): ReactElement | ReactElement[] =>
    step.at === 'asking' || step.at === 'working'
      ? [
          <Button
            key="reload"
            id="okiagari-reload-confirm"
            variant="primary"
            isLoading={step.at === 'working'}
            isDisabled={step.at === 'working'}
            data-testid="reload-confirm"
            onClick={() => void reload()}
          >
            {step.at === 'working' ? texts.reloading : texts.reload}
          </Button>,
          <Button key="cancel" variant="link" data-testid="reload-cancel" onClick={onClose}>
            {step.at === 'working' ? texts.close : texts.cancel}
          </Button>,
        ]
      : [
          <Button key="close" variant="primary" autoFocus data-testid="reload-close" onClick={onClose}>
            {texts.close}
          </Button>,
        ]

  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="reload-title" elementToFocus="#okiagari-reload-confirm" data-testid="reload-dialog">
      <ModalHeader title={'answer' in step ? texts.reloadOf(pcheck) : texts.reloadAsk(pcheck)} labelId="reload-title" />
      <ModalBody>{'answer' in step ? <Answer pcheck={pcheck} step={step} /> : <Question />}</ModalBody>
      <ModalFooter>{buttons()}</ModalFooter>
    </Modal>
  )
}
