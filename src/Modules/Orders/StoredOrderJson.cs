using System.Security.Cryptography;
using System.Text.Json;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>The two JSON documents stored for an order, with the members of document 003 §3.2.</summary>
internal static class StoredOrderJson
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<OrderLine> lines) => Utf8Json.Write(json =>
    {
        json.WriteStartArray();
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("product_id", line.ProductId);
            if (line.ProductName is not null)
            {
                json.WriteString("product_name", line.ProductName);
            }

            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("unit_price", line.UnitPrice);
            json.WriteNumber("subtotal", line.Subtotal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Write(ShippingAddress address) => Utf8Json.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("street", address.Street);
        json.WriteString("city", address.City);
        json.WriteString("state", address.State);
        json.WriteString("zip_code", address.ZipCode);
        json.WriteString("country", address.Country);
        json.WriteEndObject();
    });

    public static IReadOnlyList<OrderLine> ReadLines(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(line => new OrderLine(
            line.GetProperty("product_id").GetString()!,
            line.TryGetProperty("product_name", out var name) ? name.GetString() : null,
            line.GetProperty("quantity").GetInt64(),
            line.GetProperty("unit_price").GetDecimal()))];
    }

    public static ShippingAddress ReadAddress(string json)
    {
        using var document = JsonDocument.Parse(json);
        var address = document.RootElement;
        return new ShippingAddress(Text("street")!, Text("city")!, Text("state"), Text("zip_code")!, Text("country")!);

        string? Text(string name) => address.GetProperty(name).GetString();
    }

    /// <summary>Equal contents have equal hashes, however they were written.</summary>
    public static byte[] HashOf(OrderContent content) => SHA256.HashData(Utf8Json.Write(json =>
    {
        json.WriteStartArray();
        json.WriteRawValue(Write(content.Lines).Span);
        if (content.ShippingAddress is { } address)
        {
            json.WriteRawValue(Write(address).Span);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStringValue(content.Currency);
        json.WriteStringValue(content.Notes);
        json.WriteEndArray();
    }).Span);
}
