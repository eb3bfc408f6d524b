using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Retention;

namespace Tracker.Tests.Platform.Persistence;

public sealed class MigrationSetTests
{
    [Fact]
    public void Each_folder_of_an_assembly_is_a_separate_set()
    {
        MessagingSchema.Outbox.Migrations.Select(migration => migration.Name).ShouldBe(["0001_outbox.sql", "0002_claimed_by.sql"]);
        MessagingSchema.Inbox.Migrations.Select(migration => migration.Name).ShouldBe(["0001_inbox.sql", "0002_claimed_by.sql"]);
        RetentionServices.Schema.Migrations.Select(migration => migration.Name).ShouldBe(["0001_retention_runs.sql"]);
        TextSchema.Migrations.Migrations.Select(migration => migration.Name).ShouldBe(["0001_text_functions.sql"]);
    }

    [Fact]
    public void An_assembly_or_folder_without_migrations_is_refused()
    {
        var (messaging, tests) = (typeof(MessagingSchema).Assembly, typeof(MigrationSetTests).Assembly);

        Should.Throw<InvalidOperationException>(() => MigrationSet.Embedded("none", MigrationLayer.System, tests));
        Should.Throw<InvalidOperationException>(() => MigrationSet.Embedded("none", MigrationLayer.System, messaging, "Elsewhere"));
    }
}
