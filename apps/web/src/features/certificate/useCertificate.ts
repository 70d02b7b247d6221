import { useQuery, useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { etag } from '../../app/api';
import {
  answer,
  certificateCorrect,
  certificateGet,
  certificateHistory,
  certificateIssue,
  certificateRevoke,
  ownFileRemove,
  type CorrectDto,
} from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useNotify } from '../../shared/useNotify';
import { useAskAgain } from './useAskAgain';

/** One certificate and what a signatory does with it; asked for again until its PDF is made. */
export function useCertificate(id: string) {
  const { t } = useI18n();
  const notify = useNotify();
  const cache = useQueryCache();
  const busy = ref(false);
  const query = useQuery({
    key: ['certificates', id],
    query: ({ signal }) => answer(certificateGet({ path: { id }, signal })),
  });
  const history = useQuery({
    key: ['certificates', id, 'history'],
    query: ({ signal }) => answer(certificateHistory({ path: { id }, signal })),
  });
  useAskAgain(
    query.data,
    (certificate) => certificate !== undefined && certificate.status !== 'DRAFT' && !certificate.fileReady,
    () => void query.refetch(),
  );

  const path = { id };
  const headers = () => ({ 'If-Match': etag(query.data.value?.version ?? 0), 'Idempotency-Key': newKey() });

  async function refresh(): Promise<void> {
    await cache.invalidateQueries({ key: ['certificates'] });
    void cache.invalidateQueries({ key: ['todo-counts'] });
  }

  async function run(work: () => Promise<string>): Promise<void> {
    busy.value = true;
    try {
      notify.success(await work());
      await refresh();
    } catch (error) {
      notify.problem(error);
    } finally {
      busy.value = false;
    }
  }

  const issue = () =>
    run(async () => {
      const { number } = await answer(certificateIssue({ path, headers: headers() }));
      return t('certificate.issued', { number: number ?? '' });
    });
  const revoke = (reason: string) =>
    run(async () => {
      await answer(certificateRevoke({ path, headers: headers(), body: { reason } }));
      return t('certificate.revoked');
    });

  const takeOff = () =>
    run(async () => {
      await answer(ownFileRemove({ path }));
      return t('certificate.own.removed');
    });

  /** Answers the new draft; a refusal is the form's. */
  async function correct(body: CorrectDto) {
    const draft = await answer(certificateCorrect({ path, headers: headers(), body }));
    notify.success(t('certificate.corrected'));
    await refresh();
    return draft;
  }

  return { query, certificate: query.data, history, busy, issue, revoke, takeOff, correct };
}

export type CertificateHandle = ReturnType<typeof useCertificate>;
