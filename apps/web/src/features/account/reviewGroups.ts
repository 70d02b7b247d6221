import { missingPapers } from '@quanheng/domain';
import type { RegistrationDto, UnmaskedDto } from '../../app/client';
import type { ChecklistGroup } from '../../shared/review/ReviewChecklist.vue';
import { organisationSummary } from './organisationSummary';
import { placeName } from './placeName';

/** What a reviewer compares: the papers, those that are missing too, and what was typed. */
export function reviewGroups(
  t: (key: string) => string,
  registration: RegistrationDto,
  unmasked: UnmaskedDto | undefined,
): ChecklistGroup[] {
  const { registrantKind, papers } = registration;
  const present = papers.map(({ kind, fileName }) => ({ target: kind as string, value: fileName }));
  const kinds = papers.map(({ kind }) => kind);
  const absent = missingPapers(registrantKind, kinds).map(([kind]) => ({
    target: kind as string,
    value: t('registration.review.noPaper'),
  }));
  const fields = organisationSummary(t, registration).filter(({ key }) => key !== 'registrantKind');
  return [
    {
      key: 'papers',
      title: t('registration.review.papers'),
      rows: [...present, ...absent].map((row) => ({
        ...row,
        label: placeName(t, row.target),
        isPaper: true,
      })),
    },
    {
      key: 'fields',
      title: t('registration.organisation.title'),
      rows: fields.map(({ key, label, value }) => ({
        target: key,
        label,
        value: String(unmasked?.[key as keyof UnmaskedDto] ?? value ?? '') || '—',
        isPaper: false,
      })),
    },
  ];
}
