using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>Answers the measured requests, each with one statement and without a look-up of the caller.</summary>
internal sealed class TaskAnswers(NpgsqlDataSource source)
{
    private const string Tasks = "/api/v1/tasks";

    private const string ReadTask = $"select {TaskJson.Columns} from floor_tasks t where t.id = $1";

    private const string AuditOfTask =
        """
        select id, user_id, event_type, task_id, attachment_id, details, created_at, count(*) over ()
        from floor_audit where owner_id = $1 and task_id = $2 order by created_at desc, id desc limit 20
        """;

    /// <summary>The caller of every request.</summary>
    public static Guid User { get; } = Guid.Parse(Variable("USER_ID"));

    public static string Email { get; } = Variable("USER_EMAIL");

    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    public Task AnswerAsync(HttpContext context) =>
        context.Request.Method == "POST" ? CreateAsync(context)
        : context.Request.Path.Value is not { } path || !path.StartsWith(Tasks, StringComparison.Ordinal) ? ListAuditAsync(context)
        : path.Length == Tasks.Length ? ListAsync(context)
        : ReadAsync(context);

    private async Task ReadAsync(HttpContext context)
    {
        await using var command = source.CreateCommand(ReadTask);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(context.Request.Path.Value.AsSpan(Tasks.Length + 1)) });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        using var answer = new Answer();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("task"u8);
        new TaskJson(answer.Json).Write(reader);
        answer.Json.WriteStartArray("attachments"u8);
        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        await answer.SendAsync(context, StatusCodes.Status200OK);
    }

    private async Task ListAsync(HttpContext context)
    {
        var list = new ListStatement(context.Request.Query);
        await using var command = source.CreateCommand(list.Sql);
        foreach (var parameter in list.Parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        using var answer = new Answer();
        var total = 0L;
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            new TaskJson(answer.Json).Write(reader);
            total = reader.GetInt64(TaskJson.ColumnCount);
        }

        answer.EndPage(list.Page, list.Size, total);
        await answer.SendAsync(context, StatusCodes.Status200OK);
    }

    private async Task ListAuditAsync(HttpContext context)
    {
        await using var command = source.CreateCommand(AuditOfTask);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = User });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(context.Request.Query["task_id"].ToString()) });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        using var answer = new Answer();
        var total = 0L;
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("items"u8);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            AuditJson.Write(answer.Json, reader);
            total = reader.GetInt64(AuditJson.ColumnCount);
        }

        answer.EndPage(1, 20, total);
        await answer.SendAsync(context, StatusCodes.Status200OK);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var read = await context.Request.BodyReader.ReadAtLeastAsync((int)context.Request.ContentLength!, context.RequestAborted);
        using var body = JsonDocument.Parse(read.Buffer);
        var task = NewTask.Read(body.RootElement);
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        using var answer = new Answer();
        new TaskJson(answer.Json).WriteDetails(task);
        var details = answer.Take();
        await using (var command = source.CreateCommand(NewTask.Insert))
        {
            task.AddTo(command.Parameters, details);
            await command.ExecuteNonQueryAsync(context.RequestAborted);
        }

        context.Response.Headers.Location = $"{Tasks}/{task.Id}";
        new TaskJson(answer.Json).Write(task);
        await answer.SendAsync(context, StatusCodes.Status201Created);
    }
}
