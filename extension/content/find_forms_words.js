/**
 * What words mean: a line per language, phrases between commas, each as texts are compared (`normalise`): lower case, Latin and Greek
 * without accents, a space for any punctuation. Parentheses hold choices; a star takes longer words, too, and Hebrew, Arabic and the
 * scripts of the East match anywhere. The longest phrase at a place wins and uses it up; none that a shorter one covers is listed.
 *
 * @type {Record<string, string>}
 */
var FIND_FORMS_WORDS = {
  // What a field asks for.
  username: `
en username,userid,login,(login|account|member|screen|character) name,user,id,netid,handle,alias,identifier
fr identifiant*,utilisateur,pseudo*,nom du personnage
de benutzer*,nutzername,nutzerkennung,anmeldename*,loginname,kennung,charaktername
es usuario,usuarios,(nombre de|nombre del) personaje
it utente,nickname,codice titolare
nl inlognaam,inlogcode,loginnaam,gebruiker*
pt utilizador
ja (ユーザー|ユーザ)名,ログイン名,アカウント,ニックネーム
zh 用户名,用戶名,账号,帐号,賬號,帳號,账户,帐户,登录名,会员名,使用者名稱,工号,学号,昵称
ko 아이디,사용자이름,계정,닉네임
ru логин*,имя (аккаунта|персонажа),учетная запись,ник,никнейм,снилс,пользовател*
uk логін*,обліковий запис,ідентифікатор,користувач*
pl uzytkownik,identyfikator,nazwa
cs prihlasovaci jmeno,uzivatel*
tr uye adı,rumuz,kullanıcı*
sv inloggningsnamn,anvandar*
da bruger*
no bruker*
fi tunnus,kayttaja*
hu azonosito,felhasznalo*
ro utilizator
el (ονομα|κωδικος) χρηστη,χρηστης
ar المستخدم,اسم ال(دخول|حساب)
he משתמש
vi ten đang nhap,tai khoan,nguoi dung
id nama akun,pengguna
fa نام کاربری
hr korisnick*
bg потребител*
th ชื่อผู้ใช้
`,
  // Numbers that stand in for a user name at a log-in, and nowhere else.
  memberNumber: `
en (customer|member|membership|account|employee|staff|student) (number|no|id),(client|access|card|frequent flyer|policy|insurance) number,(client|library) card,(national|tax) id,(customer|access|user) code
fr numero (client|fiscal|d abonne),numero de (client|compte|carte),(n|code) client,matricule,code d acces,siret
de kundennummer,kunden nr,kundennr,mitglied*,kontonummer,vertragsnummer,teilnehmer*,zugangsnummer,zugangscode,personalnummer,matrikelnummer,versichert*,kundenkarte*
es numero de (cliente|socio|tarjeta),documento,dni,nif,nie,rut,codigo (de |)cliente
it codice (cliente|fiscale|personale),numero tessera
nl klantnummer,klantcode,lidnummer,personeelsnummer,bsn
pt cpf,cnpj,(numero do|codigo do|codigo de) cliente,conta,numero de contribuinte
ja (会員|お客様|顧客|口座|契約|契約者|カード|社員)番号,お客様コード
zh 会员号,卡号,客户(号|编号),身份证号,证件号码
ko (고객|회원|계좌)번호,사번,학번
ru номер (карты|договора|клиента),лицевой счет,код клиента
pl numer (klienta|karty|konta),pesel,kod klienta
cs (rodne|klientske|zakaznicke) cislo,cislo zakaznika
tr musteri (numarası|no|kodu),kimlik no,abone no
sv personnummer,kundnummer
vi (ma|so) khach hang
id (id|nomor|kode) pelanggan
ro (cod|cod de|codul de) client
da kundenummer
fi asiakasnumero
hu ugyfelszam,ugyfelkod
el (κωδικος|αριθμος) πελατη
ar رقم العميل
`,
  email: `
en email,emails,mail,e mail id,email id,user email
fr courriel,adresse (electronique|de messagerie),mel
de (e|)mailadresse
es correo
nl (e|)mailadres
pt correio eletronico
ja メール,メアド
zh 邮箱,邮件,郵箱,電子郵件,電郵,信箱,邮箱账号
ko 메일
ru почт(а|ы|у),(е|и)мейл
uk пошт(а|у|и),імейл
pl poczta,poczty
cs emailova,mailova
sv e post*,epost*,mejl*
fi sahkoposti*
ar (البريد الإ|البريد الا|بريدك الإ)لكتروني,الإيميل
he דואר אלקטרוני,דוא ל,מייל
vi thu đien tu
id surel
lt el pastas
th อีเมล
`,
  phone: `
en phone,telephone,mobile,cell,cellphone,tel,(contact|whatsapp) number
fr portable
de telefon*,handynummer,handy,mobilnummer,mobiltelefon*,rufnummer,mobilfunknummer
es movil,celular
it cellulare
nl telefoon*,gsm,mobiel*
pt telemovel
ja 電話,携帯
zh 手机,手機,电话
ko 휴대폰,핸드폰,연락처,전화
ru телефон*,мобильн*
pl komorka
cs mobil
tr cep telefonu*,cep no
ar الهاتف,الجوال,الموبايل
vi đien thoai,sđt,di đong
id telepon,ponsel,hp,handphone
el κινητο,τηλεφωνο
th โทรศัพท์
`,
  password: `
en password,passwords,passphrase,passwort,pwd,pass
fr (mot|mots) de passe,mdp,code secret,code personnel
de kennwort*
es contrasena,clave
nl wachtwoord*,paswoord
pt senha,senhas,palavra passe
ja パス(ワード|フレーズ),暗証番号
zh 密码,密碼,口令,(原|旧)密码
ko 비밀번호,암호
ru парол*
pl haslo,hasł*
cs hesl*
tr sifre*,parol*
sv losenord*,personlig kod
da adgangskode*,kodeord*
no passord*
fi salasana*
hu jelsz*
el συνθηματικο,κωδικο*
ar كلمة ال(مرور|سر),الرقم السري
he סיסמ(ה|א),ססמה
vi mat khau
id sandi,kata laluan
fa رمز عبور,گذرواژه
hr lozink*
lt slaptazod*
th รหัสผ่าน
sl geslo
`,
  pin: `
en pin,passcode,pass code,pin code
fr code pin
de geheimzahl
nl pincode
ru пин,пин код
es codigo pin
it codice pin
pl kod pin
fi tunnusluku
`,
  // Qualities of a password, and what is done to it.
  fresh: `
en new,create,choose,pick,set,desired,open
fr choisi*,defini*,ouvrir,creer,creez
de neues,neuen,neuer,neu,wahlen,festlegen,erstellen,vergeben,setzen,anlegen,eroffnen
es nueva,nuevo,crear,crea,cree,elige,elija,establecer,abrir
it nuova,nuovo,scegli,imposta,creare
nl nieuw,nieuwe,kies,maak,aanmaken,stel
pt nova,novo,criar,crie,cria,escolha,escolher,defina,abra
ja 新パスワード,設定,作成
zh 新,设置,設置,设定,创建,建议,建立
ko 새,신규,설정,만들기,생성
ru нов(ый|ого),(придум|зад)айте,созда*
uk новий,створ*
pl utworz,ustaw,wybierz,nowe*,załoz,stworz
cs zvolte,vytvor*,nastavte,nove*,zalozit,novy
tr yeni,olustur*,belirle*
sv nytt,nya,valj,skapa
ar جديدة,إنشاء,أنشئ,اختر
vi moi,tao,đat
id baru,buat
no opprett,ny,lag
fi luo,uusi
he צור,יצירת,פתיחת,חדש
ro creeaza,nou*
da nyt
hu uj
el δημιουργ*,νεος
`,
  repeat: `
en confirm*,repeat,again,retype,re type,reenter,re enter,verify,verification,once more
fr repet*,ressaisi*,retape*,a nouveau
de bestatig*,wiederhol*,nochmals,noch einmal,erneut,passwortwiederholung
es repit*,de nuevo,otra vez,vuelve a
it conferm*,ripet*,ridigita,di nuovo
nl bevestig*,herha*,nogmaals,opnieuw
pt redigit*,novamente
ja 確認,再入力,もう一度,再度
zh 确认,重复,重複,再次,重新输入
ko 확인,재입력,다시
ru подтверд*,подтвердите,повтор*,еще раз
uk підтверд*,ще раз
pl potwierd*,powtor*,ponownie
cs potvrd*,znovu,zopakuj*
tr tekrar*,onay*,dogrula,yeniden
sv bekraft*,upprepa,igen
da bekræft*,gentag,igjen
fi vahvista,toista,uudelleen
ar (تأ|تا)كيد,إعادة
vi xac nhan,nhap lai
id konfirmasi,ulangi
`,
  stale: `
en current,old,existing,present,previous
fr actuel,actuelle,ancien,ancienne
de aktuelles,altes,derzeitiges,aktuelle
es actual,anterior,antigua
it attuale,vecchia,corrente,precedente
nl huidig,huidige,oud,oude
pt atual,antiga
ja 旧,今の,現在
zh 当前,目前,舊,(原|旧)密码
ko 현재,기존,이전
ru (теку|действую)щий,старый,прежний
uk поточний,старий
pl aktualne,obecne,stare
cs soucasne,aktualni,stavajici
tr mevcut,eski,su anki,gecerli
sv nuvarande,gammalt,gamla
da nuværende
fi nykyinen
ar القديمة,الحالي
vi hien tai,cu
id saat ini,lama,sekarang
`,
  // Codes that are sent or generated for one log-in.
  code: `
en one time password,otp,2fa,(login|sign in|digit|token) code,totp,code sent
fr usage unique
de (bestatigungs|verifizierungs|authentifizierungs|sicherheits|einmal|anmelde)code,einmalpasswort,(|m|mobile|sms|push|chip|photo)tan
es un solo uso,clave (recibida|temporal)
it usa e getta
nl verificatiecode,(beveiligings|bevestigings)code
pt codigo de acesso,uso unico
ja ワンタイム(パスワード|コード),認証(番号|キー)
zh (手机|邮箱|位)验证码,动态(码|密码),校验码,安全码,一次性密码
ko (인증|일회용비밀)번호
ru одноразов*
pl jednorazow*,hasło jednorazowe
tr sms sifresi,tek kullanımlık
sv engangskod*,verifieringskod
da bekræftelseskode
cs jednorazov*
hu (ellenorzo|azonosito) kod,egyszer haszn*
ro cod de verificare
el κωδικος (επαληθευσης|μιας χρησης)
ar رمز التحقق
he קוד אימות
fi vahvistuskood*,kertakoodi,kertakayttokood*,todennuskood*
th รหัสยืนยัน
`,
  // What a code proves, or how it is told from others.
  proof: `
en security,secure,authentication,auth,validation,temporary
fr securite,authentification,recu,chiffres
es seguridad,autenticacion,digitos
it sicurezza,autenticazione,temporaneo,cifre,ricevuto
nl eenmalige,cijferige
pt seguranca,autenticacao
ja 認証,検証,セキュリティ
ko 인증,보안
ru безопасност*,проверочн*
pl bezpieczenstwa
tr guvenlik
cs overovaci
vi xac minh
`,
  bareCode: `
en code,digit,passcode,codes,token
es codigo
it codice
ja コード
zh 验证码,驗證碼,代码
ko 코드
ru код
pl kod
tr kodu
sv koden
ar رمز
vi ma
id kode
fi koodi*
ro cod,codul
`,
  // What says that a code was just sent or is being generated.
  codeContext: `
en (two|multi) factor,2fa,(two|2) step,mfa,authenticator,text message,sms,(we|we ve|has been) sent,we emailed,texted,sent to,check your (phone|email),(verify|confirm) (it s you|your identity),otp,resend*,one time,verification,mobile app,code generator,security check,guard
fr double authentification,deux facteurs,deux etapes,renvoyer,verifiez votre identite,avons envoye
de zwei faktor*,zwei schritt*,zweistufige*,gesendet,erneut senden,bestatigen sie,geschickt,freigabe,freigeben
es (verifica|confirma) tu identidad,dos (pasos|factores),doble factor,hemos enviado,ha enviado,enviamos,reenviar,verificacion
it due fattori,due passaggi,abbiamo inviato,invia di nuovo,verifica,reinvia
nl twee stappen*,tweestaps*,tweefactor*,gestuurd,verzonden,verificatie
pt duas etapas,dois fatores,confirme que e voce,verificacao,nao recebi
ja (二|2)段階認証,送信しました,再送,認証アプリ,本人確認
zh (两步|双重|安全)验证,短信,(已|重新)发送,获取验证码,發送,兩步驟驗證,傳送
ru двухфакторн*,смс,отправи(ли|ть повторно),выслали,подтвер(ждение|дите),отправлен*
tr iki adımlı,gonderdik,dogrulama,tekrar gonder,gonderil*
sv tvastegs*,tvafaktor*,skickat,skickade,verifiera
ar التحقق بخطوتين,رسالة نصية,أرسلنا,تم إرسال
id dua langkah,dua faktor,telah dikirim,kirim ulang,verifikasi
ko 발송,전송,문자메시지,2단계
pl wysła(l*|n*),weryfikac*,dwuetap*
cs zaslali,odeslali,overeni
da sendt
el στειλαμε
vi đa gui
he שלחנו
fi todennus*,lahetimme,lahetetty
hu kuldtunk,ketlepcs*,ketfaktor*
`,
  // Codes, keys and secrets that are neither.
  otherCode: `
en promo,promotion*,certificat*,authenticity,diploma*,discount,voucher,gift,redeem,(invite|postal|post|country|area|booking|sort|recovery|backup|scratch) code,invitation,referral,referrer,referred by,sponsor,invited you,recruited by,zip,postcode,record locator,confirmation number,order id,iban,barcode,game pin,meeting id,license key,activation key,pnr,displayed on*,device activation
fr code postal,parrain*,code de recuperation,reduction,cadeau*
de gutschein*,zertifikat*,(rabatt|aktions|promo)code,geschenkkarte*,plz,postleitzahl,(einladungs|wiederherstellungs|buchungs)code,geworben,werber*,empfohlen von
es cupon*,certificad*,codigo (postal|de reserva),localizador,vale,descuento,promocion*,regalo,invitacion,patrocinador,padrino,referido
it coupon,buono,cap,codice (prenotazione|invito),sconto
nl kortingscode*,actiecode,boekingscode,herstelcode
pt cupom,cep,desconto,convite,indicacao,indicado por
ja クーポン*,郵便番号,(プロモーション|招待|紹介|バックアップ)コード,紹介者
zh 优惠,邀请码,邀請碼,邮编,邮政编码,礼品卡,兑换码,推荐(码|人),折扣码
ru промокод*,купон*,индекс,подарочн*,пригла*,реферал*,бронировани*
ko 추천인
vi (nguoi|ma) gioi thieu
tr davet,referans
pl polecajac*
ro cod postal
`,
  captcha: `
en captcha,(characters|letters) you see,text as shown,not a robot,spam protection,anti spam,are you human,picture,image,qr code
fr recopie*,antispam
de bild,sicherheitsabfrage
es imagen
it immagine
ja 画像,キャプチャ
zh 图形验证码,图片,看不清
ru капча,картинк*
tr resim*
nl afbeelding,plaatje,typ over
cs obrazk*,opiste
pl przepisz
pt imagem
sv bilden
da billede*
fi kuva*
vi hinh anh
id gambar
el εικον*
ar الصورة
he תמונה
ko 이미지,자동입력
`,
  personName: `
en name,surname,forename,name on card,initials
fr nom,prenom*
de vorname*,nachname*,familienname,zuname,pseudonym
es nombre,nombres,apellido*
it nome,cognome
nl naam,voornaam,achternaam
pt sobrenome,apelido
ja 姓,名,フリガナ,ふりがな,苗字,セイ,メイ
zh 联系人,收货人,稱呼
ru имя,фамилия,отчество,фио
pl imie,nazwisko
cs jmeno,prijmeni
ko 이름,성명
tr soyad*
sv namn,fornamn,efternamn
ar الاسم
ro nume,prenume
id nama
fi nimi
`,
  personal: `
en address,street,city,town,state,county,province,country,region,birth*,dob,day,month,year,age,gender,company,company name,organization,title,website,web site,subject,message,question,domain,workspace,location
fr adresse,rue,ville,pays,naissance,societe,entreprise
de straße,strasse,hausnummer,ort,stadt,land,geburtsdatum,firma,unternehmen
es direccion,calle,ciudad,pais,provincia,fecha de nacimiento,empresa
it indirizzo,via,citta,paese,azienda,societa
nl adres,straat,huisnummer,plaats,stad,woonplaats,geboortedatum,bedrijf
pt endereco,rua,cidade,nascimento
ja 住所,都道府県,市区町村,会社名
zh 地址,公司
`,
  card: `
en (credit|debit|name on|pay by) card,card number,cardholder,card holder,cvv,cvc,cv2,csc,cvv2,expiry,expiration,expires,valid thru,mm yy,billing address
de kreditkarte*,kartennummer,gultig bis,ablaufdatum,karteninhaber,prufnummer,prufziffer
`,
  machineSecret: `
en (file|room|event|meeting|bind) password,meeting passcode,url,secret,host,hostname,server,port,ssid,wifi,wi fi,wlan,wireless,wpa,wep,psk,rcon,smtp,imap,pop3,ftp,proxy,ldap,bind dn,snmp,radius,database,(registry|registries),(auth|bearer|api|access) token,webhook,license key,social security,ssn,value,key,pppoe,answer,mother s maiden name,security question,memorable
fr cle (de securite|api|secrete),reponse,question secrete,base de donnees,serveur
de (netzwerk|)schlussel,antwort,sicherheitsfrage,datenbank*,serverpasswort
es respuesta,pregunta (secreta|de seguridad),base de datos,servidor
ru сервер*
ja サーバー
`,
  search: `
en search,find,looking for,keyword,keywords,filter,browse
fr recherche*,chercher,trouver
de suche*,suchbegriff,finden,durchsuchen
es buscar,consulta,consultar,busca,busqueda,que buscas,encuentra,buscador
it cerca,ricerca,trova,cerchi
nl zoek,zoeken,vind
pt pesquisar,pesquisa,procurar
ja 検索,探す,何をお探しですか,キーワード,絞り込み
zh 搜索,搜尋,查询,查詢,查找,搜一下
ru поиск,найти,искать,что ищете
`,
  // What a form, a button or a heading is for.
  login: `
en log (in|on|into),login,sign in,signin,logon,sign on,continue with email,enter your password,welcome back,(returning|existing) customer*,registered customers,already registered,your account,authenticat(ion|e),password protected,(online|internet) banking,what s your (email|phone),magic link,send me a link,single sign on,sso
fr connexion,connecter,(s id|m id|s auth)entifier,identifiez vous,(id|auth)entification,connectez,ouvrir une session,espace (client|particulier),deja client,mon compte,content de vous revoir
de anmelden,(|benutzer)anmeldung,einloggen,melden sie sich an,zugang,zugangsdaten,bereits kunde,mitgliederbereich,melde dich an,willkommen zuruck
es (iniciar|inicia|inicie|inicio de) sesion,acceder,accede,acceso,entrar,ingresar,ingresa,ingreso,identifi(carse|cate|quese),ya soy cliente,conectarse,entra,mi cuenta,bienvenido de nuevo
it accedi,accesso,accedere,autenticazione,area clienti,area riservata,sei gia cliente,connettiti,bentornat*
nl aanmelden,meld je aan,inlog,(ik heb al een|mijn) account,geregistreerde klanten,welkom terug
pt (iniciar|inicie) sessao,acessar,acesse,aceder,logar,ja sou cliente,autenticacao,identifique se,entre,bem vindo de volta
ja ログ(イン|オン),サインイン,会員の方,マイページ,認証,入室,おかえり
zh 登录,登入,登陆,登錄,欢迎回来
ko 로그인,접속
ru вой(ти|дите),вход,авториз*,личный кабинет,ввести пароль
uk увій(ти|діть),вхід,особистий кабінет
pl zalog*,logowanie,loguj,mam juz konto
cs prihlase*,prihlasi*,prihlaso*,prihlast*,vstoupit
tr giris,oturum ac(|ın),uye girisi
sv inlogg*,logga
da log ind,log pa
no logg inn,logg pa,innlogging,palogging
fi kirjau*
ar تسجيل الدخول,دخول
he כניס(ה|ת),התחבר,היכנס
vi đang nhap
id masuk,log masuk
fa ورود
hu bejelentkez*,belep*
ro autentific*,conectea*,intra in cont
el συνδε(ση|θ*),εισοδος
th เข้าสู่ระบบ
hr prijav*
`,
  signup: `
en register,create (an |your |my |)account,open (an |)account,(new|free) account,become a member,enroll,enrol,free trial,(try|start|try for|sign up for|sign up) free,new customer*,add user,create your password,membership
fr creer mon compte,nouveau client,rejoindre,devenir membre,essai gratuit
de kundenkonto,neukunde,mitglied werden,kostenlos testen
es registr*,nuevo cliente,alta,hazte,prueba gratis
it unisciti,prova gratis,crea (|un |il tuo )account
nl word lid,lid worden,gratis proberen,account aanmaken,maak een account
pt cadastr*,registar,registe,registo
ja 新規取得,入会,会員情報の入力
zh 注册,註冊
ko 가입,등록
ru (р|зар)егистр*
uk (р|зар)еєстр*
pl zarejestruj*,rejestracj*,dołacz
cs zaregistr*
tr uye ol*,kaydol*,kayıt,uyelik,hesap ac
sv bli medlem,bli kund
da opret,bliv medlem
fi rekister*,liity
ar سجل الآن,تسجيل
he הרשמה,הירשם,הצטרפות
vi đang ky
id daftar
hu regisztr*
ro inregistr*
el εγγραφ*
th สมัคร,ลงทะเบียน
`,
  // Verbs of sign-ups and of newsletters alike.
  join: `
en sign up,signup,join
fr inscri*
de beitreten
es unete,unirse
it iscri*
nl inschrijven
pt inscrev*
ja 登録
zh 加入
da tilmeld
`,
  // With a fresh one, a sign-up.
  account: `
en user account
fr compte
de konto
es cuenta
pt conta
ru аккаунт*,учетн*
uk акаунт*
cs ucet
tr hesap
fi tili
ro cont
el λογαριασμο*
ar حساب
he חשבון
id akun,akaun
`,
  forgot: `
en forgot*,(lost|lost your|need a new|get new) password,(can t access|find) your account,can t log in,(trouble|need help) signing in,trouble logging in,having trouble,reset link,instructions,remind me,recover*
fr oublie*,mot de passe perdu
de vergessen*,passwort anfordern
es olvid*,recuper*
it dimentic*
nl vergeten*
pt esquec*
ja 忘れ,再発行,パスワード再設定用
zh 忘记,忘記,找回
ko 찾기,잊으
ru забыл*,восстанов*,не удается войти
uk забул*,віднов*,нагадати
pl nie pamieta*,przypomnij,odzyskaj
cs zapomn*,zapomen*
tr unuttu*
sv glomt
da glemt
fi unohd*,unohtu*
ar نسيت
he שכחת
vi quen
id lupa
hu elfelejt*
ro uitat
el ξεχασ*
th ลืม
`,
  remember: `
en remember my login,(stay|keep me) (signed|logged) in,save user id,remember
fr rester connecte,memoriser,se souvenir
de (angemeldet|eingeloggt) bleiben,merken
es recordarme,recuerdame,recordar
it ricordami,resta connesso
nl ingelogd blijven,onthoud
pt manter conectado,lembrar
ja ログイン(状態を保持|したままにする),保存する
zh 记住(密码|我),(自动|保持)登录,記住我
ru запомнить,чужой компьютер,сохранить вход
`,
  haveAccount: `
en already (have|a member),have an account
fr deja (un compte|inscrit|membre)
de (bereits|schon) (ein konto|registriert),bereits mitglied
es ya tienes,(ya tiene|tienes) una cuenta
it hai gia un account,sei gia registrato
nl al een account,al lid
pt ja tem,ja possui conta
ja アカウントをお持ち,すでに会員
zh 已有
ru уже есть
pl masz juz konto
tr zaten hesabınız,hesabınız var mı
`,
  noAccount: `
en (don t have an|no|need an) account,not a member,new here,not registered,new to,first time here
fr pas de compte,pas encore
de noch kein,kein konto,noch nicht registriert,neu hier
es no (tienes|tiene) cuenta
it non (hai un account|sei registrato|hai ancora)
nl geen account
pt nao (tem uma|tem) conta,ainda nao tem
ja アカウントをお持ちでない,はじめてご利用,初めての方
zh 没有账号,还没有账户
pl nie masz (konta|jeszcze)
`,
  newsletter: `
en (|un)subscribe,subscription,(mailing|our|email|wait) list,stay (in touch|in the loop|up to date|informed),keep in touch,latest news,updates,offers,deals,notify me,be the first,waitlist,inbox,alerts,sign up for (our*|email*|news*),sign up to (receive|get|our),coming soon,opening soon,(invite by|get an) email,send invite,unlock*,first (order|to know),don t miss,miss out,insider*,get the latest,delivered,in the know,early access,join our,off your,for texts
fr infolettre,lettre d information,recevez,recevoir,alerte*,bons plans,actualites,exclusi*,(premier|restez) informe,inscrivez vous a,(la|notre) lettre,ne manquez
de neuigkeiten,angebote,benachrichtigen,auf dem laufenden,verpassen,exklusive,rundbrief*
es newsletter,boletin,suscripcion,novedades,ofertas,recibe,no te pierdas,enterate,mantente al dia,suscrib*
it ricevi,novita,offerte,iscriviti alla newsletter,(resta|rimani) aggiornato,abbonati,esclusiv*,resta in contatto,notiziario
nl nieuwsbrief*,aanbiedingen,op de hoogte,schrijf je in voor,mis niets
pt novidades,receba,assine,promocoes,boletim,fique por dentro
ja メルマガ,ニュースレター,購読,お知らせ,メールマガジン,配信
zh 订阅,訂閱,电子报,電子報,资讯
ru рассылк*,подпи(с*|ш*),новости,скид(к*|ок),акции,будьте в курсе
pl zapisz sie,subskrybuj,nowosci,promocje,biuletyn*
el ενημερωτικο*
ko 뉴스레터,구독
tr bulten*
sv nyhetsbrev*,prenumerera
da nyhedsbrev*
fi uutiskirj*
hu hirlevel*,feliratkoz*
cs odber*,novinky
ro abon*
uk розсилк*,підпис*
he ניוזלטר,עדכונים
id berlangganan
ar نشر(ة|تنا),اشتر(ك|اك)
vi ban tin
th ข่าวสาร
`,
  business: `
en checkout,check out,order,pay,payment,shipping,billing,delivery,guest,buy,purchase,donate,cart,contact,send,message,webinar,event,product,warranty,comment,reply,feedback,survey,apply,application,book,booking,reserve,reservation,trip,track,tracking,status,balance,redeem,quote,demo,share,invite,download,rsvp,chat,request a,profile,meeting,workspace,settings,add people,top up,transfer,report,preferences
fr commander,paiement,payer,livraison,sans compte,contactez*,laisser un commentaire,devis,reserver,suivi de commande,candidature,postuler,don,telecharger,profil,creer mon alerte
de kasse,bezahlen,zahlung,kaufen,bestellen,zahlungspflichtig*,als gast,kontakt,kommentar,buchen,reservieren,sendungsverfolgung,status anzeigen,bewerben,bewerbung,spenden,uberweisung
es pagar,pago,comprar,envio,invitado,contacto,comentar,reservar,reserva,seguimiento,donar,descargar,perfil,check in,carrito,sin registr*
it pagamento,acquista,ordina,spedizione,ospite,contatti,commento,prenota,prenotazione,preventivo,dona,scarica,profilo
nl afrekenen,betalen,bezorging,contactformulier,reactie,reserveren,boeken,offerte,doneren,downloaden,profiel,solliciteer*
pt finalizar compra,entrega,convidado,contato,fale conosco,comentario,rastrear,orcamento,doar,baixar
ja 購入,注文,お支払い,配送,ゲスト,お問い合わせ,問合せ,コメント,予約,資料請求,応募,見積,プロフィール
zh 支付,购买,联系,评论,预约,快递
`,
  rules: `
en at least,minimum,or more characters,characters (or more|long),must contain,strength,strong password,how (secure|strong|safe),pwned,breaches
fr force de votre,robustesse
de wie sicher,passwort (check|test)
es seguridad de tu
`,
  // Buttons that submit nothing.
  sideButton: `
en show*,hide*,toggle password,back,cancel,close,(send|get) (code|otp),send me a push,reset,clear,continue with*,with (google|apple|facebook|microsoft|github),sso,single sign on,generate*,help,no thanks,change,edit,passkey
fr afficher,masquer,montrer,annuler,retour,renvoyer,fermer,modifier
de anzeigen,verbergen,abbrechen,zuruck,erneut senden,schließen,code anfordern
ja 表示,キャンセル,戻る,閉じる,再送信
zh (获取|发送)验证码,取消,返回,关闭,發送驗證碼
`,
  // What offers a choice of names.
  or: `
xx or,ou,oder,または,もしくは,或,또는,или,або,lub,nebo,veya,eller,tai,vagy,sau,أو,או,hoac,atau
`,
  // What a button says that leads to a password.
  onward: `
en next,continue,proceed,get started,(sign up for|sign up|start|try for) free,free trial,create account
fr suivant,continuer,poursuivre
de weiter,fortfahren
es siguiente,continuar
it avanti,continua,prosegui
nl volgende,doorgaan,verder
pt proximo,avancar,prosseguir
ja 次へ,続ける,続行,進む
zh 下一步,继续,繼續
ko 다음,계속
ru далее,продолжить
pl dalej,kontynuuj
cs pokracovat,dalsi
tr devam,ileri
sv fortsatt,nasta
vi tiep tuc
id lanjut*,selanjutnya,seterusnya
fi jatka,seuraava
hu tovabb
el συνεχεια,επομενο
`,
  alter: `
en change,update,reset,save,expired,modify,edit
fr changer,modifier,reinitialis(er|ez|ation),changement
de andern,zurucksetzen,zuruckgesetzt,speichern,anderung
es cambiar,cambia,cambio,restablece(r|),actualizar,modificar
it modifica,reimposta(|zione),aggiorna
nl wijzigen,veranderen,resetten,wijzig,herstellen
pt alterar,trocar,mudar,redefinir,redefina,repor,atualizar,altere
ja 変更,再設定,リセット
zh 修改,更改,重置,變更,重設
ko 변경,재설정,수정
ru (с|из)менить,смена,(измен|восстановл)ение,сброс(ить|)
pl zmien,zmiana,zresetuj
tr degistir*,sıfırla*,yenile
cs zmenit,zmena
sv andra,byt
da skift
no endre
fi vaihda
`,
};
