import { useQuery } from '@pinia/colada';
import { answer, certificateCounts, certificateFind, type CertificateView } from '../../app/client';
import { useFilters } from '../../shared/useFilters';
import { usePagedList } from '../../shared/usePagedList';
import { useAskAgain } from './useAskAgain';

/** Certificates by view, with the counts of the tabs; the same for both parties, the server shows each its own. */
export function useCertificateList(view: CertificateView | '') {
  const filters = useFilters<{ q: string; view: CertificateView | ''; instrumentId: string }>({
    q: '',
    view,
    instrumentId: '',
  });
  const list = usePagedList({
    key: ['certificates'],
    filters,
    load: ({ filters: query, cursor, limit, signal }) =>
      answer(certificateFind({ query: { ...query, cursor, limit }, signal })),
  });
  useAskAgain(
    list.items,
    (rows) => rows.some((row) => row.status !== 'DRAFT' && !row.fileReady),
    () => void list.reload(),
  );
  const counts = useQuery({
    key: ['certificates', 'counts'],
    query: ({ signal }) => answer(certificateCounts({ signal })),
  });
  return { filters, list, countOf: (name: string) => counts.data.value?.counts[name] as number | undefined };
}
