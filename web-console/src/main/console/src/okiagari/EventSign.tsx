import { Icon } from '@patternfly/react-core'
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon'
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon'
import { SyncAltIcon } from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon'
import type { FunctionComponent, ReactElement } from 'react'

type Look = { readonly status: 'success' | 'danger' | 'warning' | 'info'; readonly icon: ReactElement }

const LOOKS: Readonly<Record<string, Look>> = {
  'pent.up': { status: 'success', icon: <CheckCircleIcon /> },
  'pent.down': { status: 'danger', icon: <ExclamationCircleIcon /> },
  'pent.restart': { status: 'warning', icon: <SyncAltIcon /> },
  'pent.retryover': { status: 'danger', icon: <ExclamationCircleIcon /> },
  'pent.setpidfail': { status: 'warning', icon: <ExclamationTriangleIcon /> },
  'pent.scriptfailed': { status: 'danger', icon: <ExclamationTriangleIcon /> },
  'pcheck.stop': { status: 'warning', icon: <ExclamationTriangleIcon /> },
  'pcheck.shutdown': { status: 'warning', icon: <ExclamationTriangleIcon /> },
  gap: { status: 'warning', icon: <ExclamationTriangleIcon /> },
}

const OTHER: Look = { status: 'info', icon: <InfoCircleIcon /> }

/** The sign of an event; its word stands beside it. */
export const EventSign: FunctionComponent<{ event: string }> = ({ event }) => {
  const { status, icon } = LOOKS[event] ?? OTHER
  return <Icon status={status}>{icon}</Icon>
}
