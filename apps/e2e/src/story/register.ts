import {
  registrationCreate,
  registrationGet,
  registrationLetter,
  registrationPutPaper,
  registrationReviewApprove,
  registrationReviewReturn,
  registrationSubmit,
  registrationUpdate,
  type PaperKind,
  type RegistrationDto,
} from '@quanheng/api-client';
import { PNG } from 'pngjs';
import { answer, once, onVersion, type Person } from '../client/person.js';
import { readPdf } from '../papers/read-pdf.js';
import type { Stage } from './cast.js';
import type { Newcomer } from './newcomer.js';

const LETTERS = {
  'authorization-letter': 'AUTHORIZATION_LETTER',
  'integrity-pledge': 'INTEGRITY_PLEDGE',
} as const;

/** Step 1, the registrant: an account, the organisation's data, the papers; the two letters come from the platform. */
export async function beginRegistration(stage: Stage, newcomer: Newcomer): Promise<Person & { id: string }> {
  const { loginName, password, email, mobile } = newcomer;
  const session = await answer(
    registrationCreate({
      client: stage.api.visitor().client,
      headers: once(),
      body: {
        loginName,
        password,
        email,
        registrantKind: 'AGENT',
        contactPerson: '演示经办人',
        mobile,
      },
    }),
  );
  const id = session.account.registrationId;
  if (!id) throw new Error('The account follows no registration');
  const registrant = { ...(await stage.api.login(loginName, password)), id };
  stage.journal.say(`${newcomer.enterpriseName} registers as ${loginName}: ${id}`);
  return registrant;
}

export async function fillIn(stage: Stage, { client, id }: Person & { id: string }, newcomer: Newcomer) {
  const { version } = await answer(registrationGet({ client, path: { id } }));
  await answer(
    registrationUpdate({
      client,
      path: { id },
      headers: { 'If-Match': `"v${version}"` },
      body: {
        enterpriseName: newcomer.enterpriseName,
        creditCode: newcomer.creditCode,
        regionCode: '441202',
        address: '肇庆市端州区演示路 8 号',
        legalRepresentative: '演示法定代表人',
        legalRepresentativeIdNumber: newcomer.legalRepresentativeIdNumber,
        agentName: '演示经办人',
        agentIdNumber: newcomer.agentIdNumber,
        supervisionPhone: '0758-0000000',
        institutionId: stage.institution.id,
      },
    }),
  );
}

/** The letters, printed by the platform with what was typed, come back as if sealed and scanned; the licence is a picture. */
export async function handInPapers(stage: Stage, registrant: Person & { id: string }, newcomer: Newcomer) {
  const { client, id } = registrant;
  for (const [letter, kind] of Object.entries(LETTERS) as [keyof typeof LETTERS, PaperKind][]) {
    const data = await answer(registrationLetter({ client, path: { id, letter }, parseAs: 'arrayBuffer' }));
    const pdf = new Uint8Array(data as unknown as ArrayBuffer);
    const pages = await readPdf(pdf, () => false);
    if (!pages[0]?.text.includes(newcomer.enterpriseName))
      throw new Error(`${letter} does not name the enterprise`);
    await stage.journal.keep(`${letter}.pdf`, pdf);
    await put(registrant, kind, new File([pdf], `${letter}.pdf`, { type: 'application/pdf' }));
  }
  await put(registrant, 'BUSINESS_LICENSE', new File([aScan()], 'licence.png', { type: 'image/png' }));
  stage.journal.say('both letters were printed, sealed and uploaded; the licence, too');
}

/** Pictures in the place of all papers, where nothing depends on what they show. */
export async function handInScans(registrant: Person & { id: string }): Promise<void> {
  const kinds: PaperKind[] = ['BUSINESS_LICENSE', ...Object.values(LETTERS)];
  for (const kind of kinds)
    await put(registrant, kind, new File([aScan()], 'scan.png', { type: 'image/png' }));
}

async function put({ client, id }: Person & { id: string }, kind: PaperKind, file: File): Promise<void> {
  await answer(registrationPutPaper({ client, path: { id, kind }, body: { file } }));
}

/** A picture of nothing: what it shows is for the reviewer's eyes. */
function aScan(): Uint8Array<ArrayBuffer> {
  const picture = new PNG({ width: 320, height: 240 });
  picture.data.fill(0xee);
  return new Uint8Array(PNG.sync.write(picture));
}

export async function submit(
  stage: Stage,
  { client, id }: Person & { id: string },
): Promise<RegistrationDto> {
  const { version } = await answer(registrationGet({ client, path: { id } }));
  const submitted = await answer(registrationSubmit({ client, path: { id }, headers: onVersion(version) }));
  stage.journal.say(`submitted for review: ${submitted.caseNumber}`);
  return submitted;
}

/** The reviewer wants the address in full. */
export async function returnForCorrection({ cast, journal }: Stage, { id, version }: RegistrationDto) {
  const { client } = cast.reviewer;
  const comments = [{ target: 'address' as const, reason: '请填写到门牌号' }];
  const returned = await answer(
    registrationReviewReturn({ client, path: { id }, headers: onVersion(version), body: { comments } }),
  );
  journal.say(`returned: ${returned.comments.map(({ target, reason }) => `${target} ${reason}`).join('; ')}`);
  return returned;
}

export async function correctRegistration(stage: Stage, registrant: Person & { id: string }) {
  const { client, id } = registrant;
  const { version, comments } = await answer(registrationGet({ client, path: { id } }));
  if (comments.length !== 1) throw new Error('The registrant is not told what to correct');
  const body = { address: '肇庆市端州区演示路 8 号 2 栋 101' };
  const headers = { 'If-Match': `"v${version}"` };
  const corrected = await answer(registrationUpdate({ client, path: { id }, headers, body }));
  if (corrected.missingFields.length > 0) throw new Error(`Lost by a correction: ${corrected.missingFields}`);
  return submit(stage, registrant);
}

/** From now on the enterprise exists; its registrant is its admin, and logs in as such. */
export async function approve(
  stage: Stage,
  { id, version }: RegistrationDto,
  newcomer: Newcomer,
): Promise<Person> {
  const { client } = stage.cast.reviewer;
  const approved = await answer(
    registrationReviewApprove({ client, path: { id }, headers: onVersion(version) }),
  );
  const admin = await stage.api.login(newcomer.loginName, newcomer.password);
  if (admin.account?.enterprise?.id !== approved.enterpriseId) throw new Error('The enterprise has no admin');
  stage.journal.say(`approved: enterprise ${approved.enterpriseId}`);
  return admin;
}
