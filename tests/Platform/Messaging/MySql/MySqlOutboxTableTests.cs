using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging.MySql;

public sealed class MySqlOutboxTableTests : OutboxTableCompliance
{
    private MySqlOutboxFixture fixture = null!;

    private protected override IOutboxTable Table => fixture.Table;

    protected override StoppedClock Clock => fixture.Clock;

    public override async ValueTask InitializeAsync() => fixture = await MySqlOutboxFixture.CreateAsync();

    public override async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override Task AppendAsync(OutboxMessage message) => fixture.CommitAsync(message);
}
