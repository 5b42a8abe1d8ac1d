import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAccess } from '../access/AccessContext.tsx';
import { readUser } from '../person/readPerson.ts';
import { nameOf } from './nameOf.ts';

/** The name of a user, which leads to them; their id until it is known. */
export function UserLink({ userId }: { readonly userId: string }) {
  const { client } = useAccess();
  const { data: user } = useQuery(readUser(client, userId));
  return (
    <Link to="/user/profile/view/$userId" params={{ userId }}>
      <bdi>{user ? nameOf(user) : userId}</bdi>
    </Link>
  );
}
