using System.Text;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging.Live;

/// <summary>A service with streams, whose loops the test runs.</summary>
internal sealed class LiveFixture : ILiveAudience, IAsyncDisposable
{
    private int users;

    private LiveFixture(Database database, LiveOptions options)
    {
        Database = database;
        Feed = new LiveFeed(database, TimeProvider.System);
        Streams = new LiveStreams(options, TimeProvider.System);
        Events = new LiveEvents(Feed, Streams, options, TimeProvider.System);
        Delivery = new LiveDelivery(Feed, Streams, this, options, TimeProvider.System);
        Outbox = new Outbox(() => { }, TimeProvider.System);
    }

    public Database Database { get; }

    public LiveFeed Feed { get; }

    public LiveStreams Streams { get; }

    public LiveEvents Events { get; }

    public LiveDelivery Delivery { get; }

    public Outbox Outbox { get; }

    public static async Task<LiveFixture> StartAsync(LiveOptions? options = null)
    {
        // A busy machine must not cancel a statement that a test only waits for.
        var database = new Database(await TestPostgres.CreateDatabaseAsync(), TimeSpan.FromSeconds(20));
        await database.MigrateAsync(LiveServices.Schema, CancellationToken.None);
        return new LiveFixture(database, options ?? new LiveOptions { Gap = TimeSpan.Zero });
    }

    public async Task<LiveStream> OpenAsync(string? lastEventId = null) =>
        (await Events.OpenAsync(new LiveReader($"user {Interlocked.Increment(ref users)}", null, null), lastEventId, default))!;

    public void Append(UnitOfWork work, string text) =>
        Outbox.Append(work, new OutboxMessage(Guid.NewGuid(), "t", Encoding.UTF8.GetBytes(text), DateTime.UtcNow));

    public async Task CommitAsync(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            await using var work = Database.Begin();
            Append(work, text);
            await work.CommitAsync(default);
        }
    }

    /// <summary>Delivers all that is committed.</summary>
    public async Task DeliverAsync()
    {
        while (await Delivery.DeliverAsync(default) != Tracker.Platform.Background.StepResult.Idle)
        {
        }
    }

    public Task<IReadOnlyCollection<LiveReader>> EndedAsync(IReadOnlyCollection<LiveReader> readers, CancellationToken ct) =>
        Task.FromResult<IReadOnlyCollection<LiveReader>>([]);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>The texts of what waits for the reader: data, or the name of an event without any; and the last id.</summary>
    public static (List<string> Texts, string LastId) Read(LiveStream stream, bool opening = false)
    {
        var bytes = new List<byte>(opening ? stream.Opening.ToArray() : []);
        while (stream.Frames.TryRead(out var frame))
        {
            bytes.AddRange(frame);
        }

        var lines = Encoding.UTF8.GetString([.. bytes]).Split('\n');
        return (
            [.. lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])],
            lines.LastOrDefault(line => line.StartsWith("id: ", StringComparison.Ordinal))?[4..] ?? "");
    }
}
