import type { RegistrationDto } from '../../app/client';
import type { SummaryItem } from '../../shared/SummaryList.vue';

/** What was typed, in the order of the form; the agent only where there is one. */
export function organisationSummary(
  t: (key: string) => string,
  registration: RegistrationDto,
): SummaryItem[] {
  const r = registration;
  const isAgent = r.registrantKind === 'AGENT';
  const item = (key: string, value: string | null, wide = false) => ({
    key,
    label: t(`registration.field.${key}`),
    value,
    wide,
  });
  return [
    item('enterpriseName', r.enterpriseName),
    item('creditCode', r.creditCode),
    item('regionCode', [r.regionName, r.regionCode].filter(Boolean).join(' ')),
    item('address', r.address),
    item('registrantKind', t(`registration.kind.${r.registrantKind}`)),
    item('legalRepresentative', r.legalRepresentative),
    ...(isAgent
      ? [
          item('legalRepresentativeIdNumber', r.legalRepresentativeIdNumber),
          item('agentName', r.agentName),
          item('agentIdNumber', r.agentIdNumber),
        ]
      : []),
    item('contactPerson', r.contactPerson),
    item('mobile', r.mobile),
    item('email', r.email),
    item('supervisionPhone', r.supervisionPhone),
    item('institutionId', r.institution?.name ?? null),
  ];
}
