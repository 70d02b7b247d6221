import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { startInstance } from '../instance/start-instance.js';
import { openWechatScene } from '../instance/wechat-scene.js';
import { openPostOffice } from './post-office.js';

const SCREENSHOTS = resolve(import.meta.dirname, '../../screenshots');

/** One instance for all journeys; its address and that of its e-mails reach them by the environment. Answers how to stop it. */
export default async function startJourneys(): Promise<() => Promise<void>> {
  await rm(SCREENSHOTS, { recursive: true, force: true });
  const wechat = await openWechatScene();
  const post = await openPostOffice();
  const instance = await startInstance({ wechatUrl: wechat.url, smtpUrl: post.smtpUrl });
  process.env['JOURNEY_POST'] = post.url;
  process.env['JOURNEY_URL'] = instance.baseUrl;
  return async () => {
    await instance.stop();
    await wechat.close();
    await post.close();
  };
}
