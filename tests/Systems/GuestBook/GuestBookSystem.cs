using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Systems.GuestBook;

/// <summary>A system of two services: guests sign the book, and an event brings their names to the wall.</summary>
internal static class GuestBookSystem
{
    private const string GuestSigned = "guest.signed";

    private static readonly MigrationSet Book = Set("guest-book", "create table guests (name text not null)");
    private static readonly MigrationSet Wall = Set("guest-wall", "create table names (event_id uuid primary key, name text not null)");

    public static SystemDefinition Definition { get; } = new("guestbook", "GUESTBOOK_SECRET",
    [
        new ServiceDefinition("book", 4001, "/health", BuildBook) { Store = "book" },
        new ServiceDefinition("wall", 4002, "/health", BuildWall) { Store = "wall" },
    ])
    {
        Accounts = "book",
        Events = new EventTopology("guests", "guests.dead", [new Subscription("wall.guest.signed", GuestSigned)]),
    };

    private static WebApplication BuildBook(ServiceContext context)
    {
        var builder = NewBuilder(context, Book);
        builder.Services.AddEvents(context, broker: null, publishes: true);
        var app = NewApp(builder);
        app.MapPost("/guests/{name}", SignAsync);
        return app;
    }

    private static WebApplication BuildWall(ServiceContext context)
    {
        var builder = NewBuilder(context, Wall);
        builder.Services.AddEvents(
            context, broker: null, consumer: (provider, _) => new WallConsumer(provider.GetRequiredService<Database>()));
        var app = NewApp(builder);
        app.MapGet("/names", ListAsync);
        return app;
    }

    private static async Task<NoContent> SignAsync(string name, Database database, Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await using var work = database.Begin();
        work.Add("insert into guests (name) values (@name)", Sql.Param("name", name));
        outbox.Append(work, new OutboxMessage(Guid.NewGuid(), GuestSigned, Encoding.UTF8.GetBytes(name), clock.UtcNow()));
        await work.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<string>>> ListAsync(Database database, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select name from names order by name");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return TypedResults.Ok(names);
    }

    private static WebApplicationBuilder NewBuilder(ServiceContext context, MigrationSet tables)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        builder.Services.AddDatabase(new Database(context.Settings.DatabaseUrl())).AddMigrations(tables);
        builder.Services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()), new DefaultJsonTypeInfoResolver());
        return builder;
    }

    private static WebApplication NewApp(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGet("/health", () => "ok");
        return app;
    }

    private static MigrationSet Set(string name, string sql) => new(name, [new Migration(1, "0001_tables.sql", sql)]);

    private sealed class WallConsumer(Database database) : IMessageConsumer
    {
        public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
        {
            await using var work = database.Begin();
            work.Add(
                "insert into names (event_id, name) values (@event_id, @name) on conflict do nothing",
                Sql.Param("event_id", message.EventId),
                Sql.Param("name", Encoding.UTF8.GetString(message.Body.Span)));
            await work.CommitAsync(ct);
            return MessageOutcome.Done;
        }
    }
}
