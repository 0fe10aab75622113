import { Breadcrumb, BreadcrumbItem, FormSelect, FormSelectOption } from '@patternfly/react-core'
import type { FunctionComponent, ReactNode } from 'react'
import { LANGUAGES, setLanguage, useLanguage, useTexts, type Language } from './i18n/language'
import { PlaceLink } from './PlaceLink'
import type { Place } from './routes'

const LanguageSwitch: FunctionComponent = () => {
  const texts = useTexts()
  const language = useLanguage()
  return (
    <FormSelect
      className="okiagari-language"
      aria-label={texts.language}
      value={language}
      data-testid="okiagari-language"
      onChange={(_event, chosen) => {
        setLanguage(chosen as Language)
      }}
    >
      {Object.entries(LANGUAGES).map(([value, name]) => (
        <FormSelectOption key={value} value={value} label={name} lang={value} />
      ))}
    </FormSelect>
  )
}

const Tabs: FunctionComponent<{ at: Place['at'] }> = ({ at }) => {
  const texts = useTexts()
  const tabs = [
    { to: 'overview', text: texts.navOverview, isHere: at === 'overview' || at === 'pcheck' || at === 'pent' },
    { to: 'events', text: texts.navEvents, isHere: at === 'events' },
    { to: 'measurements', text: texts.navMeasurements, isHere: at === 'measurements' },
  ] as const
  return (
    <nav aria-label={texts.navLabel} className="okiagari-tabs">
      <ul>
        {tabs.map(({ to, text, isHere }) => (
          <li key={to} className={isHere ? 'okiagari-here' : ''}>
            <PlaceLink place={{ at: to }} testId={`nav-${to}`}>
              {text}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Crumbs: FunctionComponent<{ place: Place }> = ({ place }) => {
  const texts = useTexts()
  if (place.at !== 'pcheck' && place.at !== 'pent') {
    return null
  }
  return (
    <Breadcrumb aria-label={texts.breadcrumb} className="okiagari-crumbs">
      <BreadcrumbItem render={() => <PlaceLink place={{ at: 'overview' }}>{texts.navOverview}</PlaceLink>} />
      {place.at === 'pcheck' ? (
        <BreadcrumbItem isActive>{place.pcheck}</BreadcrumbItem>
      ) : (
        <BreadcrumbItem render={() => <PlaceLink place={{ at: 'pcheck', pcheck: place.pcheck }}>{place.pcheck}</PlaceLink>} />
      )}
      {place.at === 'pent' ? <BreadcrumbItem isActive>PENT {place.pentId}</BreadcrumbItem> : null}
    </Breadcrumb>
  )
}

/** What stands above every view: where to go, where one is, in which language, and how fresh it all is. */
export const Frame: FunctionComponent<{ place: Place; mark: ReactNode }> = ({ place, mark }) => (
  <header className="okiagari-frame">
    <div className="okiagari-frame-row">
      <Tabs at={place.at} />
      <div className="okiagari-frame-end">
        {mark}
        <LanguageSwitch />
      </div>
    </div>
    <Crumbs place={place} />
  </header>
)
