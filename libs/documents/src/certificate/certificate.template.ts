import { qrCode } from '../codes.js';
import { cssText, html, type Html } from '../html.js';
import { chineseDate, demoMargins, HOUSE_STYLE, orDash } from '../house-style.js';
import { pageOfTotal, type PaperLayout } from '../paper-layout.js';
import type { CertificateData, ResultNoticeData, VerificationCertificateData } from './certificate.data.js';
import { toFindings } from './certificate.findings.js';
import { CERTIFICATE_STYLE } from './certificate.style.js';

interface Words {
  title: string;
  number: string;
}

type Field = [label: string, value: string | Html];

function toFields(fields: readonly Field[], kind: string): Html {
  const rows = fields.map(
    ([label, value]) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<dl class="${kind}">${rows}</dl>`;
}

function toInstrument({ instrument, clientName, basis }: CertificateData): Field[] {
  return [
    ['委托单位', clientName],
    ['计量器具名称', instrument.name],
    ['型号规格', instrument.model],
    ['出厂编号', instrument.serialNumber],
    ['自编号', orDash(instrument.ownNumber)],
    ['制造厂商', instrument.manufacturer],
    ['测量范围', orDash(instrument.measuringRange)],
    ['准确度等级', orDash(instrument.accuracyClass)],
    ['检定依据', html`${basis.map((regulation) => html`<span class="line">${regulation}</span>`)}`],
  ];
}

function toSigning(data: CertificateData, dates: readonly Field[]): Html {
  const people: Field[] = [
    ['签发人', data.signatoryName],
    ['核验员', data.checkerName],
    ['检定员', data.verifierName],
  ];
  return html`<div class="signing keep">
    ${toFields(people, 'people')}
    <div class="seal">检定机构<br />（检定专用章）</div>
    ${toFields(dates, 'dates')}
  </div>`;
}

function toImprint(data: CertificateData): Html {
  return html`<footer class="keep">
    <div class="imprint">
      <p>计量授权证书号：${data.authorizationNumber}</p>
      <p>地址：${data.institutionAddress}</p>
      <p>电话：${data.institutionPhone}</p>
      <p class="hint">扫描右侧二维码可查验本文件的真伪与状态。</p>
    </div>
    <div class="check">${qrCode(`${data.baseUrl}/verify/${data.verificationToken}`, 24)}</div>
  </footer>`;
}

function toPaper(data: CertificateData, words: Words, conclusion: Field[], dates: Field[]): Html {
  return html`<section class="copy">
    <div class="cover">
      <p class="institution">${data.institutionName}</p>
      <h1>${words.title}</h1>
      <p class="certificate-number">${words.number}：${data.certificateNumber}</p>
      ${toFields([...toInstrument(data), ...conclusion], 'fields')}
      <div class="foot">${toSigning(data, dates)}${toImprint(data)}</div>
    </div>
    ${toFindings(data, words.title)}
  </section>`;
}

function toLayout(data: CertificateData, { title, number }: Words, paper: Html): PaperLayout {
  return {
    title: `${title} ${data.certificateNumber}`,
    page: 'size: A4; margin: 20mm 22mm 18mm',
    style: HOUSE_STYLE + CERTIFICATE_STYLE,
    copies: [paper],
    margins: [
      ...demoMargins(data.demo),
      { at: 'bottom-left', content: () => cssText(`${number} ${data.certificateNumber}`) },
      { at: 'bottom-right', content: pageOfTotal },
    ],
    oddPageStart: false,
    probablyOnePage: false,
  };
}

export function verificationCertificate(data: VerificationCertificateData): PaperLayout {
  const words = { title: '检定证书', number: '证书编号' };
  const conclusion = data.conformsTo ? `合格（符合${data.conformsTo}）` : '合格';
  const dates: Field[] = [
    ['检定日期', chineseDate(data.verifiedOn)],
    ['签发日期', chineseDate(data.issuedOn)],
  ];
  if (data.validUntil) dates.push(['有效期至', html`<b>${chineseDate(data.validUntil)}</b>`]);
  return toLayout(data, words, toPaper(data, words, [['检定结论', html`<b>${conclusion}</b>`]], dates));
}

export function resultNotice(data: ResultNoticeData): PaperLayout {
  const words = { title: '检定结果通知书', number: '通知书编号' };
  const conclusion: Field[] = [
    ['检定结论', html`<b>不合格</b>`],
    ['不合格项目', data.failureReason],
  ];
  const dates: Field[] = [
    ['检定日期', chineseDate(data.verifiedOn)],
    ['签发日期', chineseDate(data.issuedOn)],
  ];
  return toLayout(data, words, toPaper(data, words, conclusion, dates));
}
