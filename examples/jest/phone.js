/** The application: it knows an Okta org by its URL and an API token, and not that it may be a Cofactor. */
export async function confirmedPhone(org, userId, phoneNumber, askUser) {
  const factors = `/api/v1/users/${userId}/factors`;
  const factor = await call(org, factors, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });
  const passCode = await askUser();
  return call(org, `${factors}/${factor.id}/lifecycle/activate`, { passCode });
}

async function call(org, path, body) {
  const reply = await fetch(org.url + path, {
    method: 'POST',
    headers: { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.errorSummary);
  return answer;
}
