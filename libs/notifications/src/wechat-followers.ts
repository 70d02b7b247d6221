import { DeliveryError } from './channel.js';

/** One call to WeChat with a token that is good; without a body it is a GET. */
export type AskWechat = (path: string, body?: object, query?: Record<string, string>) => Promise<unknown>;

interface Page {
  data?: { openid?: string[] };
  next_openid?: string;
}
interface Batch {
  user_info_list?: { openid?: string; unionid?: string }[];
}

/** WeChat's own limit of `user/info/batchget`. */
const BATCH = 100;
const FRESH_MS = 3_600_000;

/**
 * Under which id a person follows the service account: whoever bound the log-in is known by the `unionid`, which all
 * applications of one owner share. WeChat has no look-up by it, so the followers are listed, at most once an hour.
 */
export function createFollowers(ask: AskWechat) {
  let known: { ids: Promise<Map<string, string>>; at: number } | null = null;
  const list = (): Promise<Map<string, string>> => {
    const mine = { ids: readFollowers(ask), at: Date.now() };
    known = mine;
    void mine.ids.catch(() => {
      if (known === mine) known = null;
    });
    return mine.ids;
  };
  return {
    /** @throws DeliveryError `notification.bad-recipient` for somebody who doesn't follow the account */
    async openIdOf(unionId: string): Promise<string> {
      const ids = await (known && known.at > Date.now() - FRESH_MS ? known.ids : list());
      const openId = ids.get(unionId);
      if (!openId) throw new DeliveryError('notification.bad-recipient', true);
      return openId;
    },
  };
}

async function readFollowers(ask: AskWechat): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let next: string | undefined = '';
  while (next !== undefined) {
    const page: Page = (await ask('/cgi-bin/user/get', undefined, { next_openid: next })) as Page;
    const openIds = page.data?.openid ?? [];
    for (let i = 0; i < openIds.length; i += BATCH) {
      const user_list = openIds.slice(i, i + BATCH).map((openid) => ({ openid }));
      const { user_info_list = [] } = (await ask('/cgi-bin/user/info/batchget', { user_list })) as Batch;
      for (const { openid, unionid } of user_info_list) if (openid && unionid) ids.set(unionid, openid);
    }
    next = openIds.length > 0 && page.next_openid ? page.next_openid : undefined;
  }
  return ids;
}
