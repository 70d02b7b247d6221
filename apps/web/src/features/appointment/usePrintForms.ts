import { useQueryCache } from '@pinia/colada';
import { answer, tripPrintForms } from '../../app/client';
import { useLongJob } from '../../shared/useLongJob';

/** Forms of several appointments as one file in the tray; one that was handed out before is marked as a reprint. */
export function usePrintForms() {
  const { busy, start } = useLongJob();
  const cache = useQueryCache();
  async function print(
    appointmentIds: string[],
    as: { reprint?: boolean; travelList?: boolean } = {},
  ): Promise<boolean> {
    const started = await start((key) =>
      answer(tripPrintForms({ body: { appointmentIds, ...as }, headers: { 'Idempotency-Key': key } })),
    );
    await cache.invalidateQueries({ key: ['appointments'] });
    return started;
  }
  return { busy, print };
}
