using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>
/// Lists orders as order-service does, from its tables: one statement with the total in it, and a token that is believed, not verified.
/// </summary>
internal sealed class OrderAnswers(NpgsqlDataSource source)
{
    private const int Limit = 20;

    public async Task AnswerAsync(HttpContext context)
    {
        var status = context.Request.Query["status"].ToString();
        await using var command = status.Length > 0
            ? Command("status = $1", $"user_id = '{Guid.Empty}' and ", status)
            : Command("user_id = $1", "", Caller(context));
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        using var answer = new Answer();
        var total = 0L;
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("data"u8);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            answer.Json.WriteStartObject();
            answer.Json.WriteString("id"u8, reader.GetGuid(0));
            answer.Json.WriteString("status"u8, reader.GetFieldValue<byte[]>(1));
            answer.Json.WriteNumber("total_amount"u8, reader.GetDecimal(2));
            answer.Json.WriteString("currency"u8, reader.GetFieldValue<byte[]>(3));
            TaskJson.Time(answer.Json, TaskJson.CreatedAt, reader.GetDateTime(4));
            answer.Json.WriteEndObject();
            total = reader.GetInt64(5);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteStartObject("pagination"u8);
        answer.Json.WriteNumber("page"u8, 1);
        answer.Json.WriteNumber("limit"u8, Limit);
        answer.Json.WriteNumber("total_items"u8, total);
        answer.Json.WriteNumber("total_pages"u8, (total + Limit - 1) / Limit);
        answer.Json.WriteEndObject();
        answer.Json.WriteEndObject();
        await answer.SendAsync(context, StatusCodes.Status200OK);
    }

    private NpgsqlCommand Command<T>(string condition, string everybody, T value)
    {
        var command = source.CreateCommand(
            $"""
            select id, status, total_amount, currency, created_at,
                   ((select coalesce(sum(orders), 0) from order_counts where {everybody}{condition})
                       + (select coalesce(sum(delta), 0) from order_count_deltas where {condition}))::bigint
            from orders where {condition} order by created_at desc, id desc limit {Limit}
            """);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>The subject of the token.</summary>
    private static Guid Caller(HttpContext context)
    {
        var payload = context.Request.Headers.Authorization.ToString().Split('.')[1];
        var json = new Utf8JsonReader(Base64Url.DecodeFromChars(payload));
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("sub"u8))
            {
                json.Read();
                return json.GetGuid();
            }
        }

        throw new InvalidOperationException("The token has no subject.");
    }
}
