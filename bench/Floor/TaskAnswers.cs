using System.Data;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Bench.Floor;

/// <summary>Handles the three measured requests, each with the statements and the response of the api.</summary>
internal sealed class TaskAnswers(NpgsqlDataSource source, Guid user)
{
    private const string Tasks = "/api/v1/tasks";
    private static readonly string[] Statuses = ["TODO", "IN_PROGRESS", "BLOCKED", "DONE"];

    public Task AnswerAsync(HttpContext context) =>
        context.Request.Method == "POST" ? CreateAsync(context)
        : context.Request.Path.Value!.Length == Tasks.Length ? ListAsync(context)
        : ReadAsync(context);

    private async Task ReadAsync(HttpContext context)
    {
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        await LookUpCallerAsync(connection, context.RequestAborted);
        await using var command = new NpgsqlCommand(Statements.ReadTask, connection)
        {
            Parameters = { Value(Guid.Parse(context.Request.Path.Value.AsSpan(Tasks.Length + 1))) },
        };
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        await using var json = Answer(context, StatusCodes.Status200OK);
        json.WriteStartObject();
        json.WritePropertyName("task");
        new TaskJson(json).Write(reader);
        json.WriteStartArray("attachments");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task ListAsync(HttpContext context)
    {
        var statuses = new[] { (short)Array.IndexOf(Statuses, context.Request.Query["status"][0]) };
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        await LookUpCallerAsync(connection, context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Statements.Total) { Parameters = { Value(Guid.Empty), Value(statuses) } },
                new(Statements.Page) { Parameters = { Value(statuses), Value(20), Value(0L) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(context.RequestAborted);
        await using var json = Answer(context, StatusCodes.Status200OK);
        json.WriteStartObject();
        json.WriteStartArray("items");
        while (await reader.ReadAsync(context.RequestAborted))
        {
            new TaskJson(json).Write(reader);
        }

        json.WriteEndArray();
        json.WriteNumber("page", 1);
        json.WriteNumber("page_size", 20);
        json.WriteNumber("total", total);
        json.WriteEndObject();
    }

    private async Task CreateAsync(HttpContext context)
    {
        var read = await context.Request.BodyReader.ReadAtLeastAsync((int)context.Request.ContentLength!, context.RequestAborted);
        using var body = JsonDocument.Parse(read.Buffer);
        var title = body.RootElement.GetProperty("title").GetString()!;
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        var now = DateTime.UtcNow;
        now = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        var id = Guid.CreateVersion7(now);

        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        var email = await LookUpCallerAsync(connection, context.RequestAborted);
        await using (
            var batch = new NpgsqlBatch(connection) { BatchCommands = { InsertTask(id, title, email, now), InsertAudit(id, title, now) } })
        {
            await batch.ExecuteNonQueryAsync(context.RequestAborted);
        }

        context.Response.Headers.Location = $"{Tasks}/{id}";
        await using var json = Answer(context, StatusCodes.Status201Created);
        new TaskJson(json).Write(id, user, email, title, now);
    }

    private async Task<string> LookUpCallerAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Statements.Caller, connection) { Parameters = { Value(user) } };
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
        return await reader.ReadAsync(ct) ? reader.GetString(2) : throw new InvalidOperationException("There is no such user.");
    }

    private NpgsqlBatchCommand InsertTask(Guid id, string title, string email, DateTime now) => new(Statements.InsertTask)
    {
        Parameters =
        {
            Value(user), Value((short)0), Value((short)1), Value(id), Value<long?>(null), Value<long?>(null), Value(email), Value(title),
            Value<string?>(null),
            Value("TODO"), Value("MEDIUM"), new NpgsqlParameter<DateTime?> { NpgsqlDbType = NpgsqlDbType.TimestampTz }, Value(now),
            Value(now),
            Value(title.ToLowerInvariant()), Value(title.ToLowerInvariant()),
        },
    };

    private NpgsqlBatchCommand InsertAudit(Guid id, string title, DateTime now) => new(Statements.InsertAudit)
    {
        Parameters =
        {
            Value(Guid.CreateVersion7(now)), Value(user), Value<Guid?>(user), Value("TASK_CREATED"), Value<Guid?>(id), Value<Guid?>(null),
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = TaskJson.AuditDetails(title) }, Value(now),
        },
    };

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static Utf8JsonWriter Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return new Utf8JsonWriter(context.Response.BodyWriter, TaskJson.Options);
    }
}
