using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>The table is the one of document 003 §9.3; what it has beyond that may be left out.</summary>
public sealed class SchemaTests(Shop shop) : IClassFixture<Shop>
{
    private const string Document =
        """
        CREATE TABLE notifications (
            id            UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            user_id       UUID NOT NULL,
            order_id      UUID,
            channel       VARCHAR(10) NOT NULL CHECK (channel IN ('email', 'sms')),
            type          VARCHAR(100) NOT NULL,
            recipient     VARCHAR(255) NOT NULL,
            subject       VARCHAR(255),
            body          TEXT NOT NULL,
            status        VARCHAR(10) NOT NULL DEFAULT 'queued'
                            CHECK (status IN ('queued', 'sent', 'failed')),
            provider_ref  VARCHAR(255),
            error_message VARCHAR(1000),
            sent_at       TIMESTAMPTZ,
            created_at    TIMESTAMPTZ NOT NULL DEFAULT now()
        );

        CREATE INDEX idx_notifications_user_id ON notifications (user_id);
        CREATE INDEX idx_notifications_order_id ON notifications (order_id);
        CREATE INDEX idx_notifications_status ON notifications (status);
        CREATE INDEX idx_notifications_created_at ON notifications (created_at);
        """;

    private const string Columns =
        """
        select column_name, data_type, character_maximum_length, is_nullable, column_default
        from information_schema.columns where table_name = 'notifications' order by ordinal_position
        """;

    private const string Checks = "select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'notifications'::regclass and contype in ('c', 'p') order by 1";

    private const string Indexes = "select indexdef from pg_indexes where tablename = 'notifications' order by 1";

    [Fact]
    public async Task The_table_has_what_the_document_says_and_the_rest_is_optional()
    {
        var literal = await TestPostgres.CreateDatabaseAsync();
        await Shop.ExecuteAsync(literal, Document);

        var (expected, columns) = (await TextsAsync(literal, Columns), await Shop.RowsAsync(shop.NotificationsDatabase, Columns));

        columns.Take(expected.Count).Select(Text).ShouldBe(expected);
        columns.Skip(expected.Count).ShouldAllBe(column => column!["is_nullable"]!.GetValue<string>() == "YES");
        (await TextsAsync(shop.NotificationsDatabase, Checks)).ShouldBe(await TextsAsync(literal, Checks));
        (await TextsAsync(shop.NotificationsDatabase, Indexes)).Intersect(await TextsAsync(literal, Indexes)).Count().ShouldBe(5);
    }

    private static async Task<List<string>> TextsAsync(string database, string sql) => [.. (await Shop.RowsAsync(database, sql)).Select(Text)];

    private static string Text(JsonNode? row) => row!.ToJsonString();
}
