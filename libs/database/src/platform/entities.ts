import * as account from '../account/account.entities.js';
import * as audit from '../audit/audit-check.entity.js';
import * as security from '../account/security.entities.js';
import * as appointment from '../appointment/appointment.entities.js';
import * as catalogue from '../catalogue/catalogue.entities.js';
import * as certificate from '../certificate/certificate.entity.js';
import * as filing from '../filing/filing.entities.js';
import * as institution from '../institution/institution.entities.js';
import * as imports from '../instrument/import.entities.js';
import * as instrument from '../instrument/instrument.entity.js';
import * as ledger from '../instrument/ledger.entities.js';
import * as longJob from '../long-job/long-job.entity.js';
import * as people from '../people/people.entities.js';
import * as notification from '../notification/notification.entities.js';
import * as preference from '../preference/preference.entities.js';
import * as privacy from '../privacy/erasure-request.entity.js';
import * as profileChange from '../profile-change/profile-change.entities.js';
import * as referenceTable from '../reference-table/reference-table.entity.js';
import * as photo from '../verification/photo.entities.js';
import * as verification from '../verification/verification.entities.js';
import * as platform from './platform.entities.js';

type EntityClass = new () => object;

const modules = [
  platform,
  account,
  profileChange,
  security,
  catalogue,
  institution,
  instrument,
  imports,
  ledger,
  filing,
  appointment,
  verification,
  photo,
  certificate,
  notification,
  preference,
  longJob,
  audit,
  privacy,
  people,
  referenceTable,
];

/** Every entity of the product. */
export const ENTITIES: EntityClass[] = modules.flatMap((module) => Object.values(module) as EntityClass[]);
