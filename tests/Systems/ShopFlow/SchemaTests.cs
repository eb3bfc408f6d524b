using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>The tables match document 003 §9; additional columns are optional.</summary>
public sealed class SchemaTests(Shop shop) : IClassFixture<Shop>
{
    private const string Users =
        """
        CREATE TABLE users (
            id            UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            email         VARCHAR(255) NOT NULL UNIQUE,
            password_hash VARCHAR(255) NOT NULL,
            first_name    VARCHAR(100) NOT NULL,
            last_name     VARCHAR(100) NOT NULL,
            phone         VARCHAR(20),
            role          VARCHAR(20) NOT NULL DEFAULT 'customer'
                            CHECK (role IN ('customer', 'admin')),
            is_active     BOOLEAN NOT NULL DEFAULT true,
            created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
            updated_at    TIMESTAMPTZ NOT NULL DEFAULT now()
        );

        CREATE INDEX idx_users_email ON users (email);
        CREATE INDEX idx_users_created_at ON users (created_at);
        """;

    private const string Orders =
        """
        CREATE TABLE orders (
            id               UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            user_id          UUID NOT NULL,
            status           VARCHAR(20) NOT NULL DEFAULT 'pending'
                               CHECK (status IN ('pending', 'confirmed', 'shipped', 'delivered')),
            items            JSONB NOT NULL,
            shipping_address JSONB NOT NULL,
            total_amount     DECIMAL(10, 2) NOT NULL,
            currency         VARCHAR(3) NOT NULL DEFAULT 'USD',
            notes            VARCHAR(500),
            confirmed_at     TIMESTAMPTZ,
            shipped_at       TIMESTAMPTZ,
            delivered_at     TIMESTAMPTZ,
            created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
            updated_at       TIMESTAMPTZ NOT NULL DEFAULT now()
        );

        CREATE INDEX idx_orders_user_id ON orders (user_id);
        CREATE INDEX idx_orders_status ON orders (status);
        CREATE INDEX idx_orders_created_at ON orders (created_at);
        CREATE INDEX idx_orders_user_status ON orders (user_id, status);
        """;

    private const string Notifications =
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
        select column_name, data_type, character_maximum_length, numeric_precision, numeric_scale, is_nullable, column_default
        from information_schema.columns where table_name = $1 order by column_name
        """;

    private const string Checks =
        "select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype in ('c', 'p') "
            + "order by 1";

    private const string Uniques =
        "select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'u'";

    private const string Indexes = "select indexdef from pg_indexes where tablename = $1";

    [Theory]
    [InlineData("users", Users)]
    [InlineData("orders", Orders)]
    [InlineData("notifications", Notifications)]
    public async Task Tables_have_the_documented_columns_and_the_rest_is_optional(string table, string document)
    {
        var literal = await TestPostgres.CreateDatabaseAsync();
        await Shop.ExecuteAsync(literal, document);
        var database = table switch { "users" => shop.AuthDatabase, "orders" => shop.OrdersDatabase, _ => shop.NotificationsDatabase };

        var (expected, columns) = (await Shop.RowsAsync(literal, Columns, table), await Shop.RowsAsync(database, Columns, table));

        expected.Select(Text).ShouldBeSubsetOf(columns.Select(Text));
        columns.ExceptBy(expected.Select(Name), Name)
            .ShouldAllBe(column => Word(column, "is_nullable") == "YES" || Word(column, "column_default") != null || FillsItself(column));
        (await TextsAsync(database, Checks, table)).ShouldBe(await TextsAsync(literal, Checks, table));
        (await TextsAsync(literal, Uniques, table)).ShouldBeSubsetOf(await TextsAsync(database, Uniques, table));
        (await TextsAsync(literal, Indexes, table)).ShouldBeSubsetOf(await TextsAsync(database, Indexes, table));
    }

    [Fact]
    public async Task A_user_can_be_inserted_with_only_the_documented_columns()
    {
        await Shop.ExecuteAsync(
            shop.AuthDatabase,
            "insert into users (email, password_hash, first_name, last_name) values ('SCHEMA@example.com', '', 'A', 'B')");

        (await TextsAsync(shop.AuthDatabase, "select email_folded from users where email = $1", "SCHEMA@example.com"))
            .ShouldBe(["""{"email_folded":"schema@example.com"}"""]);
    }

    // An identity column, and one that a trigger fills.
    private static bool FillsItself(JsonNode? column) => Name(column) is "number" or "email_folded";

    private static async Task<List<string>> TextsAsync(string database, string sql, string table) =>
        [.. (await Shop.RowsAsync(database, sql, table)).Select(Text)];

    private static string Name(JsonNode? column) => Word(column, "column_name")!;

    private static string? Word(JsonNode? row, string member) => row![member]?.GetValue<string>();

    private static string Text(JsonNode? row) => row!.ToJsonString();
}
