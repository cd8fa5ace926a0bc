(* dlmcert-proved FILE [DATA]: reads the bytes of a certificate, prints the verdict of the proved checker. DATA is the
   user's file for a certificate whose data are not in it: an array (NPY or IDX), an instance in canonical JSON, or
   the table that its field "reading" speaks of.
   Exit status 0 ACCEPTED, 1 REJECTED, 2 wrong usage or unreadable file, 3 NOT_CHECKED. *)
let text chars = String.of_seq (List.to_seq chars)

let bytes name =
  let file = open_in_bin name in
  let content = really_input_string file (in_channel_length file) in
  close_in file;
  List.of_seq (String.to_seq content)

(* A field that the Java checker reads and the proofs do not speak of: widths for several outputs. A file with it
   is not called wrong for that. *)
let newer = ["\"outputs\":"]

let occurs content word =
  let word = List.of_seq (String.to_seq word) in
  let rec prefix word content =
    match word, content with
    | [], _ -> true
    | a :: word, b :: content -> a = b && prefix word content
    | _ :: _, [] -> false in
  let rec search content = prefix word content || match content with [] -> false | _ :: rest -> search rest in
  search content

let say status format = Printf.ksprintf (fun line -> print_endline line; exit status) format

let check name data =
  match bytes name, Option.map bytes data with
  | exception Sys_error why -> prerr_endline ("dlmcert-proved: " ^ why); exit 2
  | content, data ->
    (match Proved.check_file data content with
     | Proved.Says (Proved.Accepted (claim, kind)) -> say 0 "ACCEPTED %s (%s; proved checker)" (text claim) (text kind)
     | Proved.Says Proved.Rejected ->
       (match List.find_opt (occurs content) newer with
        | Some field -> say 3 "NOT_CHECKED the proved checker does not know the field %s" (String.split_on_char '"' field |> Fun.flip List.nth 1)
        | None -> say 1 "REJECTED by the proved checker")
     | Proved.Says (Proved.TooLong kind) ->
       say 3 "NOT_CHECKED more work than the proved checker does (%s)" (text kind)
     | Proved.Says (Proved.NotChecked kind) ->
       say 3 "NOT_CHECKED the proved checker does not know the kind %s" (text kind)
     | Proved.NoFile -> say 1 "REJECTED by the proved checker: the data are not in the certificate; name their file too"
     | Proved.OtherFile ->
       say 3 "NOT_CHECKED the data given are not those of the digest as the proved checker reads them: \
              an instance in canonical JSON, or the table of the field reading"
     | exception Stack_overflow -> say 3 "NOT_CHECKED: the stack ran out; raise it (ulimit -s)"
     | exception Out_of_memory -> say 3 "NOT_CHECKED: memory ran out"
     | exception Z.Overflow -> say 3 "NOT_CHECKED: a size is too large")

let () =
  Gc.set { (Gc.get ()) with Gc.minor_heap_size = 1 lsl 20; space_overhead = 400 };
  match Sys.argv with
  | [| _; name |] -> check name None
  | [| _; name; data |] -> check name (Some data)
  | _ -> prerr_endline "usage: dlmcert-proved CERTIFICATE [DATA]"; exit 2
