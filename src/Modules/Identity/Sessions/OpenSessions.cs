using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Sessions;

/// <param name="Id">The session's id from the access token; null for a token that has none: then only the user counts.</param>
public readonly record struct OpenedSession(Guid UserId, Guid? Id);

/// <summary>
/// Tells which sessions have ended: by a logout, a change of the password, a reused refresh token, a deactivation. Requests do not ask,
/// since an access token remains valid until it expires; an endless response does.
/// </summary>
public sealed class OpenSessions
{
    private readonly Database database;
    private readonly TimeProvider clock;

    internal OpenSessions(Database database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    /// <returns>Those of the sessions that have ended, in one round trip.</returns>
    public async Task<IReadOnlyList<OpenedSession>> EndedAsync(IReadOnlyList<OpenedSession> sessions, CancellationToken ct) =>
        await database.ReadAsync(
            """
            select asked.user_id, asked.id
            from unnest(@user_ids, @ids) as asked (user_id, id)
            where not exists (select from users where users.id = asked.user_id and users.is_active)
               or asked.id is not null and not exists (
                   select from refresh_tokens token
                   where token.family_id = asked.id and token.user_id = asked.user_id and not token.revoked and token.expires_at > @now)
            """,
            [
                Sql.Param("user_ids", sessions.Select(session => session.UserId).ToArray()),
                Sql.Param("ids", sessions.Select(session => session.Id).ToArray()),
                Sql.Param("now", clock.UtcNow()),
            ],
            row => new OpenedSession(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1)),
            ct);
}
