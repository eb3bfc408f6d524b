using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Events;

/// <summary>Ends streams after a logout, a change of the password and a deactivation, of whichever instance.</summary>
internal sealed class SessionAudience(OpenSessions sessions) : ILiveAudience
{
    public async Task<IReadOnlyCollection<LiveReader>> EndedAsync(IReadOnlyCollection<LiveReader> readers, CancellationToken ct)
    {
        var bySession = readers.ToLookup(Session);
        var ended = await sessions.EndedAsync([.. bySession.Select(session => session.Key)], ct);
        return [.. ended.SelectMany(session => bySession[session])];
    }

    private static OpenedSession Session(LiveReader reader) =>
        new(Guid.Parse(reader.User), Uuid.TryParse(reader.Session, out var id) ? id : null);
}
