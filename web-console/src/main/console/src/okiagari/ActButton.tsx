import { Button, Tooltip, type ButtonProps } from '@patternfly/react-core'
import { LockIcon } from '@patternfly/react-icons/dist/esm/icons/lock-icon'
import type { FunctionComponent, ReactElement } from 'react'
import { useDesk } from './desk'
import { useTexts } from './i18n/language'
import { lockedBecause, may } from './rights'
import type { Order } from './types'

type Props = {
  readonly order: Order
  readonly testId: string
  readonly variant?: ButtonProps['variant']
  readonly icon?: ReactElement
}

/** Opens the question for one action; locked, with the reason, for who may not. */
export const ActButton: FunctionComponent<Props> = ({ order, testId, variant = 'secondary', icon }) => {
  const texts = useTexts()
  const { who, onOrder } = useDesk()
  const allowed = may(order.verb, who)
  const act = texts.acts[order.verb]
  const button = (
    <Button
      variant={variant}
      size="sm"
      icon={allowed ? icon : <LockIcon />}
      aria-label={act.of(order.pent?.pname ?? order.pcheck)}
      isAriaDisabled={!allowed}
      data-testid={testId}
      onClick={() => {
        onOrder(order)
      }}
    >
      {act.name}
    </Button>
  )
  return allowed ? button : <Tooltip content={lockedBecause(order.verb, who, texts)}>{button}</Tooltip>
}
