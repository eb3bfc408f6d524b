using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTracker.Api;

/// <summary>Users and tasks share a database here, so every request asks it: a user that was deactivated is out at once, and the
/// role is the one that holds now.</summary>
internal sealed class SessionCallers(JwtVerifier tokens, CallerLookup users) : ICallerSource
{
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct) =>
        tokens.Verify(token).IsValid(out var claims) && Uuid.TryParse(claims.Subject, out var id) && await users.FindAsync(id, ct) is { } user
            ? new Caller(claims.Subject, user.Email, user.Role)
            : null;
}
