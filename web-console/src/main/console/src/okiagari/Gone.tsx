import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core'
import type { FunctionComponent } from 'react'
import { useTexts } from './i18n/language'
import { PlaceLink } from './PlaceLink'

/** For an address whose subject is not there, or no longer. */
export const Gone: FunctionComponent<{ title: string; why: string }> = ({ title, why }) => {
  const texts = useTexts()
  return (
    <EmptyState titleText={title} headingLevel="h1" data-testid="okiagari-gone">
      <EmptyStateBody>{why}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <PlaceLink place={{ at: 'overview' }}>{texts.backToOverview}</PlaceLink>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  )
}
