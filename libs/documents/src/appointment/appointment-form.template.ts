import { code128, qrCode } from '../codes.js';
import { cssText, html, type Html } from '../html.js';
import { demoMargins, HOUSE_STYLE } from '../house-style.js';
import { pageNumber, type PaperLayout } from '../paper-layout.js';
import type { AppointmentFormData, AppointmentFormItem } from './appointment-form.data.js';
import { FORM_STYLE } from './appointment-form.style.js';
import { toCopyLabels, toFacts, toRules, toSignatures } from './appointment-form.parts.js';

/** Above this the list follows as an annex, and the first page stays a page to sign (ux.md §9). */
const ANNEX_ABOVE = 100;
const ROWS_OF_ONE_PAGE = 26;

interface Codes {
  qr: Html;
  barcode: Html;
}

/** Drawn once for both copies. */
function drawCodes({ baseUrl, caseNumber, formVersion }: AppointmentFormData): Codes {
  const version = formVersion > 1 ? `${formVersion}/` : '';
  return { qr: qrCode(`${baseUrl}/q/${version}${caseNumber}`, 22), barcode: code128(caseNumber, 10) };
}

function toVersion({ formVersion }: AppointmentFormData): Html | null {
  return formVersion > 1 ? html`<span class="copy-label">第 ${formVersion} 版</span>` : null;
}

function toHeader(data: AppointmentFormData, codes: Codes, copyLabel: string): Html {
  return html`<header>
    <div class="heading">
      <p class="institution">${data.institutionName}</p>
      <h1>计量器具强制检定预约单</h1>
      <p><span class="copy-label">${copyLabel}</span> ${toVersion(data)}</p>
    </div>
    <div class="barcode">
      ${codes.barcode}
      <p class="case-number">${data.caseNumber}</p>
    </div>
    ${codes.qr}
  </header>`;
}

/** Beyond this a remark would stretch its row over the page: it gets a line of its own below the instrument. */
const LONG_REMARK = 24;

function toRow(item: AppointmentFormItem, index: number): Html {
  const remark = item.remark ?? '';
  const long = remark.length > LONG_REMARK;
  return html`<tr>
      <td class="number">${index + 1}</td>
      <td>${item.name}</td>
      <td>${item.model}</td>
      <td>${item.serialNumber}</td>
      <td>${item.ownNumber}</td>
      <td>${item.category}</td>
      <td>${item.accuracyClass}</td>
      <td>${long ? '见下行' : remark}</td>
    </tr>
    ${
      long
        ? html`<tr>
            <td class="remark" colspan="8">${index + 1} 备注：${remark}</td>
          </tr>`
        : null
    }`;
}

function toList(items: readonly AppointmentFormItem[]): Html {
  return html`<table class="items">
    <colgroup>
      <col style="width:5.5%" />
      <col style="width:18.5%" />
      <col style="width:14%" />
      <col style="width:16%" />
      <col style="width:10%" />
      <col style="width:17.5%" />
      <col style="width:10%" />
      <col style="width:8.5%" />
    </colgroup>
    <thead>
      <tr>
        <th class="number">序号</th>
        <th>器具名称</th>
        <th>型号规格</th>
        <th>出厂编号</th>
        <th>自编号</th>
        <th>种别</th>
        <th>准确度等级</th>
        <th>备注</th>
      </tr>
    </thead>
    <tbody>
      ${items.map(toRow)}
    </tbody>
  </table>`;
}

/** 第一联 */
const shortLabel = (copyLabel: string) => copyLabel.slice(0, 3);

function toCopy(data: AppointmentFormData, codes: Codes, copyLabel: string): Html {
  const total = html`<p class="total">合计：<b>${data.items.length}</b> 台（件）</p>`;
  const closing = html`<div class="closing keep">${toSignatures(data.visit)}${toRules(data)}</div>`;
  const opening = html`${toHeader(data, codes, copyLabel)}${toFacts(data)}`;
  if (data.items.length <= ANNEX_ABOVE) {
    return html`<section class="copy">${opening}${toList(data.items)}${total}${closing}</section>`;
  }
  return html`<section class="copy">
    ${opening}
    <p class="total">器具清单见附件，共 <b>${data.items.length}</b> 台（件）。</p>
    ${closing}
    <div class="annex">
      <h2>附件：器具清单（${data.caseNumber}　${shortLabel(copyLabel)}）</h2>
      ${toList(data.items)}${total}
    </div>
  </section>`;
}

/** Works for one item as for 500, which is the most that an appointment holds. */
export function appointmentForm(data: AppointmentFormData): PaperLayout {
  const codes = drawCodes(data);
  const labels = toCopyLabels(data.visit);
  return {
    title: `预约单 ${data.caseNumber}`,
    page: 'size: A4; margin: 13mm 14mm 14mm',
    style: HOUSE_STYLE + FORM_STYLE,
    copies: labels.map((label) => toCopy(data, codes, label)),
    copyNames: labels.map(shortLabel),
    margins: [
      ...demoMargins(data.demo),
      { at: 'bottom-left', content: () => cssText(`预约单号 ${data.caseNumber}`) },
      { at: 'bottom-right', content: (page, pages, copy) => `${copy} "　" ${pageNumber(page, pages, copy)}` },
    ],
    oddPageStart: true,
    probablyOnePage: data.items.length <= ROWS_OF_ONE_PAGE,
  };
}
