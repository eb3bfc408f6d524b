using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Platform.Persistence;

public sealed class MigrationSetTests
{
    [Fact]
    public void A_folder_of_an_assembly_is_a_set_of_its_own()
    {
        MessagingSchema.Outbox.Migrations.Select(migration => migration.Name).ShouldBe(["0001_outbox.sql", "0002_claimed_by.sql"]);
        MessagingSchema.Inbox.Migrations.Select(migration => migration.Name).ShouldBe(["0001_inbox.sql", "0002_claimed_by.sql"]);
    }

    [Fact]
    public void A_place_without_migrations_is_refused()
    {
        var assembly = typeof(MessagingSchema).Assembly;

        Should.Throw<InvalidOperationException>(() => MigrationSet.Embedded("none", MigrationLayer.System, assembly));
        Should.Throw<InvalidOperationException>(() => MigrationSet.Embedded("none", MigrationLayer.System, assembly, "Elsewhere"));
    }
}
