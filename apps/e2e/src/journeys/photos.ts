import { expect, type Browser } from '@playwright/test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { Traveller } from './traveller.js';

const PHONE = { width: 390, height: 844 };

/** A key at the desk, a scan with the phone, a photo: there at once. A second one is taken back by the desk, with a reason. */
export async function photographByPhone(browser: Browser, desk: Traveller): Promise<void> {
  await desk.page.keyboard.press('F8');
  const dialog = desk.page.getByRole('dialog', { name: /^照片：/ });
  await expect(dialog.getByText('用手机扫码拍照')).toBeVisible();
  await desk.lookOnce('photo-code');

  const phone = await Traveller.at(browser, PHONE);
  await phone.page.goto(await readCode(desk));
  await expect(phone.button('拍照')).toBeVisible();
  await phone.lookOnce('phone-to-photograph');
  for (const sent of [1, 2]) {
    await phone.page.locator('input[capture]').setInputFiles(aPhoto());
    await expect(phone.page.getByText('已送到前台')).toHaveCount(sent);
    await expect(dialog.getByText(`已有 ${sent} 张`)).toBeVisible();
  }
  await phone.lookOnce('phone-has-sent');
  await phone.click('拍完了');
  await expect(phone.page.getByText('已送到前台 2 张照片')).toBeVisible();
  await phone.page.reload();
  await expect(phone.page.getByText('链接不能再用')).toBeVisible();
  await phone.close();

  await expect(dialog.getByText('手机已拍完')).toBeVisible();
  await dialog.getByRole('button', { name: '照片 1 / 2' }).click();
  await desk.lookOnce('photo-large');
  await desk.button('删除照片').click();
  const asked = desk.page.getByRole('dialog', { name: '删除照片' });
  await asked.getByRole('textbox').fill('演示：拍糊了');
  await asked.getByRole('button', { name: '删除照片' }).click();
  await expect(dialog.getByText('已有 1 张')).toBeVisible();
  await dialog
    .getByRole('button', { name: /关闭|Close/ })
    .first()
    .click();
  await expect(dialog).toBeHidden();
}

/** As the phone's camera does: out of the picture on the screen. */
async function readCode(desk: Traveller): Promise<string> {
  const shot = PNG.sync.read(await desk.page.getByRole('img', { name: '手机拍照二维码' }).screenshot());
  const code = jsQR.default(new Uint8ClampedArray(shot.data), shot.width, shot.height);
  return new URL(code?.data ?? '').href;
}

function aPhoto(): { name: string; mimeType: string; buffer: Buffer } {
  const picture = new PNG({ width: 640, height: 480 });
  picture.data.fill(0x99);
  return { name: 'IMG_0001.png', mimeType: 'image/png', buffer: PNG.sync.write(picture) };
}
