import type { Session } from '../driver/session.ts';
import { has, is, listOf, refused } from '../driver/wanted.ts';

/** Templates of text messages. */
export async function templates(s: Session): Promise<void> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Okta's templates.
  const template = 'Your ${org.name} code is ${code}';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Okta's templates.
  const translations = { de: 'Ihr ${org.name}-Code ist ${code}' };
  const body = { name: 'Conformance', type: 'SMS_VERIFY_CODE', template, translations };
  const created = await s.call({ operation: 'createSmsTemplate', body }, '', has('id'));
  const known = (await s.world.must('GET', '/api/v1/templates/sms')).find(({ name = '' }) => name === body.name);
  const made = created.value?.id
    ? created.value
    : (known ?? (await s.world.must('POST', '/api/v1/templates/sms', body)));
  const path = { templateId: made.id };
  await s.call({ operation: 'listSmsTemplates' }, '', listOf('id', 'template'));
  await s.call({ operation: 'getSmsTemplate', path }, '', is('name', 'Conformance'));
  const partial = { translations: { fr: template } };
  await s.call({ operation: 'updateSmsTemplate', path, body: partial }, '', is('translations.fr', template));
  await s.call({ operation: 'replaceSmsTemplate', path, body: { ...body, name: 'New' } }, '', is('name', 'New'));
  await s.call({ operation: 'deleteSmsTemplate', path });
}

/** Authenticators and their methods; each is read and written back as the SDK has it. */
export async function authenticators(s: Session): Promise<void> {
  await s.call({ operation: 'listAuthenticators' }, '', listOf('id', 'key', 'status'));
  const all = (await s.world.must('GET', '/api/v1/authenticators')) as { id: string; key: string }[];
  for (const { id: authenticatorId, key } of all) {
    const path = { authenticatorId };
    await s.call({ operation: 'getAuthenticator', path }, key, is('key', key));
    await s.call({ operation: 'replaceAuthenticator', path, writeBack: true }, key, is('key', key));
    const methods = { operation: 'listAuthenticatorMethods', path };
    const listed = (await s.world.must('GET', `/api/v1/authenticators/${authenticatorId}/methods`)) as unknown[];
    if (listed.length > 0) await s.call(methods, key, listOf('type', 'status'));
  }
  const phone = { authenticatorId: all.find(({ key }) => key === 'phone_number')?.id ?? '' };
  await s.call(
    { operation: 'createAuthenticator', body: { key: 'phone_number', name: 'Phone' } },
    '',
    refused('E0000001'),
  );
  await s.call({ operation: 'deactivateAuthenticator', path: phone }, '', is('status', 'INACTIVE'));
  await s.world.call('POST', `/api/v1/authenticators/${phone.authenticatorId}/lifecycle/deactivate`);
  await s.call({ operation: 'activateAuthenticator', path: phone }, '', is('status', 'ACTIVE'));
  await s.world.call('POST', `/api/v1/authenticators/${phone.authenticatorId}/lifecycle/activate`);
  await methodsOf(s, { ...phone, methodType: 'voice' });
}

async function methodsOf(s: Session, path: { authenticatorId: string; methodType: string }): Promise<void> {
  const method = `/api/v1/authenticators/${path.authenticatorId}/methods/${path.methodType}`;
  await s.call({ operation: 'getAuthenticatorMethod', path }, '', is('type', 'voice'));
  await s.call({ operation: 'replaceAuthenticatorMethod', path, writeBack: true }, '', is('type', 'voice'));
  await s.call({ operation: 'deactivateAuthenticatorMethod', path }, '', is('status', 'INACTIVE'));
  await s.world.call('POST', `${method}/lifecycle/deactivate`);
  await s.call({ operation: 'activateAuthenticatorMethod', path }, '', is('status', 'ACTIVE'));
  await s.world.call('POST', `${method}/lifecycle/activate`);
}

/** The policy of enrollment, read and written back as the SDK has it. */
export async function policies(s: Session): Promise<void> {
  const query = { type: 'MFA_ENROLL' };
  await s.call({ operation: 'listPolicies', query }, '', listOf('id', 'type', 'name'));
  const [{ id: policyId }] = await s.world.must('GET', '/api/v1/policies?type=MFA_ENROLL');
  const path = { policyId };
  await s.call({ operation: 'getPolicy', path }, '', is('type', 'MFA_ENROLL'));
  await s.call({ operation: 'replacePolicy', path, writeBack: true }, '', is('type', 'MFA_ENROLL'));
  await s.call({ operation: 'listPolicyRules', path });
}
